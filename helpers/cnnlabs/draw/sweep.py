"""A window that sweeps over a picture: where it stops, what it computes there, and how it looks."""

from io import BytesIO
from itertools import product
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

from cnnlabs.draw import grid
from cnnlabs.draw.figure import (
    FAINT,
    INK,
    MARK,
    blank,
    described,
    largest,
    numbers,
    publish,
    rendered,
    text_width,
    with_palette,
)

NUMBER, WEIGHT, LINE = 11.5, 8, 26  # sizes of text; from one line of products to the next
STOP_MS, LAST_MS = 1500, 5000
MOST_STOPS = 100


class Stop(NamedTuple):
    """One position of the window: its output's index, its pixels' indices, products and sum."""

    row: int
    col: int
    rows: np.ndarray
    cols: np.ndarray
    products: np.ndarray
    total: float

    def pairs(self):
        """Yield ((a, row), (b, col)): a kernel entry's index, and its pixel's index."""
        return product(enumerate(self.rows), enumerate(self.cols))


class Sweep(NamedTuple):
    """A picture, a kernel, and the stops that the kernel's window makes in the picture."""

    image: np.ndarray
    kernel: np.ndarray
    stops: list


def stops(image, kernel):
    """Return where a window stops on its way over a picture, row by row.

    Parameters
    ----------
    image : ndarray
        (height, width), float.
    kernel : ndarray
        (kh, kw), float, no larger than the picture. It is not flipped.

    Returns
    -------
    list of Stop
        One for each output of the valid correlation.

    Raises
    ------
    ValueError
        When the kernel is larger than the picture.

    Examples
    --------
    >>> [stop.total for stop in stops(np.array([[1.0, 2.0, 4.0]]), np.array([[-1.0, 1.0]]))]
    [1.0, 2.0]
    """
    height, width = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    if height < 1 or width < 1:
        raise ValueError(f"a kernel {kernel.shape} does not fit into a picture {image.shape}")
    found = []
    for row, col in np.ndindex(height, width):
        rows, cols = (
            start + np.arange(length)
            for start, length in zip((row, col), kernel.shape, strict=True)
        )
        products = kernel * image[np.ix_(rows, cols)]
        found.append(Stop(row, col, rows, cols, products, float(products.sum())))
    return found


def sweep_frame(image, kernel, row, col, alt):
    """Draw one stop of the window: its weights, products and sum.

    Parameters
    ----------
    image : array_like
        (height, width), numbers.
    kernel : array_like
        (kh, kw), numbers; it is not flipped.
    row, col : int
        Index of the output, which is also the index of the window's top left pixel.
    alt : str
        What the figure shows, for readers who cannot see it.

    Raises
    ------
    ValueError
        When there is no description, an array is not a table of numbers, or the window does not
        fit there.

    Examples
    --------
    >>> sweep_frame(np.eye(3), [[0, 1]], 0, 1, alt="A 1 by 2 window at the right; its sum is 0.")
    """
    described(alt)
    path = prepared(image, kernel)
    places = [(stop.row, stop.col) for stop in path.stops]
    if (row, col) not in places:
        raise ValueError(f"no output at ({row}, {col}): the last one is at {places[-1]}")
    publish(rendered(frame(path, path.stops[places.index((row, col))], {(row, col)})), alt)


def sweep(image, kernel, alt):
    """Show the window on its way over the picture, one stop for each output, as an animation.

    Parameters
    ----------
    image : array_like
        (height, width), numbers.
    kernel : array_like
        (kh, kw), numbers; it is not flipped.
    alt : str
        What the animation shows, for readers who cannot see it.

    Raises
    ------
    ValueError
        When there is no description, an array is not a table of numbers, the kernel is larger than
        the picture, or there are more than 100 stops.

    Examples
    --------
    >>> sweep(np.eye(3), [[0, 1]], alt="Animation: a 1 by 2 window visits six positions.")
    """
    described(alt)
    publish(animation(prepared(image, kernel)), alt)


def prepared(image, kernel):
    """Return the sweep of a kernel over a picture; both are checked."""
    image = numbers(image, "the picture", ("height", "width"))
    kernel = numbers(kernel, "the kernel", ("kernel height", "kernel width"))
    return Sweep(image, kernel, stops(image, kernel))


def animation(path):
    """Return the bytes of an animated PNG with a frame for each stop."""
    if len(path.stops) > MOST_STOPS:
        raise ValueError(f"{len(path.stops)} stops are too many to watch; at most {MOST_STOPS}")
    done, pictures = set(), []
    for stop in path.stops:
        done.add((stop.row, stop.col))
        pictures.append(rendered(frame(path, stop, done)))
    width, height = pictures[0].size
    strip = Image.new("RGB", (width, height * len(pictures)))  # one palette for all
    for index, picture in enumerate(pictures):
        strip.paste(picture, (0, height * index))
    strip = with_palette(strip)
    tops = range(0, strip.height, height)
    first, *others = (strip.crop((0, top, width, top + height)) for top in tops)
    pace = [STOP_MS] * len(others) + [LAST_MS]
    file = BytesIO()
    first.save(file, "PNG", save_all=True, append_images=others, duration=pace, loop=0)
    return file.getvalue()


def frame(path, stop, done):
    """Return the figure of one stop, with the outputs in the set `done`, by (row, col), entered."""
    output = np.zeros((path.stops[-1].row + 1, path.stops[-1].col + 1))
    written = np.zeros(output.shape, bool)
    for each in path.stops:
        output[each.row, each.col] = each.total
        written[each.row, each.col] = (each.row, each.col) in done
    cell = grid.cells((path.image, output), least=42, room=14)
    side = cell.side
    factors = _widest_product(path)

    middle = grid.MARGIN + path.image.shape[1] * side + grid.GAP
    right = middle + path.kernel.shape[1] * factors + grid.GAP + grid.MARGIN
    width = right + max(output.shape[1] * side, text_width("output", grid.TITLE)) + 6
    height = max(path.image.shape[0] * side, (path.kernel.shape[0] + 1.5) * LINE)
    figure, axes = blank(width, grid.ABOVE + height + 12)
    grid.draw_grid(axes, (grid.MARGIN, grid.ABOVE), "picture", path.image, cell)
    grid.draw_grid(axes, (right, grid.ABOVE), "output", output, cell, written=written)
    _window(axes, (grid.MARGIN, grid.ABOVE), path, stop, side)
    _arithmetic(axes, (middle, grid.ABOVE), path, stop, factors)
    _outline(axes, (right + stop.col * side, grid.ABOVE + stop.row * side), side, side)
    return figure


def _window(axes, corner, path, stop, side):
    x, y = corner
    limit = largest(path.image)
    for (a, row), (b, col) in stop.pairs():
        pixel = path.image[row, col]
        colour = INK if np.isnan(pixel) else grid.legible_on(grid.cell_colour(pixel, limit))
        place = x + (col + 1) * side - 6, y + (row + 1) * side - 6
        axes.text(
            *place, f"×{grid.label(path.kernel[a, b])}", size=WEIGHT, color=colour, ha="right"
        )
    width, height = (index[-1] + 1 - index[0] for index in (stop.cols, stop.rows))
    start = x + stop.cols[0] * side, y + stop.rows[0] * side
    _outline(axes, start, width * side, height * side)


def _outline(axes, corner, width, height):
    """Mark cells; the white line around the mark keeps it visible on any colour."""
    for colour, line in (("white", 6), (MARK, 3.2)):
        axes.add_patch(Rectangle(corner, width, height, fc="none", ec=colour, lw=line, zorder=3))


def _arithmetic(axes, corner, path, stop, width):
    x, y = corner
    axes.text(x, y - 22, "weight · pixel", size=grid.TITLE, color=INK)
    for (a, row), (b, col) in stop.pairs():
        text = "+ " * bool(a or b) + _product(path.kernel[a, b], path.image[row, col])
        colour = INK if path.kernel[a, b] else FAINT
        axes.text(x + (b + 1) * width, y + 14 + LINE * a, text, size=NUMBER, ha="right",
                  color=colour)  # fmt: skip
    rows, cols = path.kernel.shape
    axes.text(x + cols * width, y + 22 + LINE * rows, f"= {grid.label(stop.total) or '?'}", ha="right",
              size=NUMBER + 3, weight="bold", color=MARK)  # fmt: skip


def _product(weight, pixel):
    factors = (grid.label(factor) or "?" for factor in (weight, pixel))
    return " · ".join(f"({text})" if text.startswith("−") else text for text in factors)


def _widest_product(path):
    texts = {
        _product(path.kernel[a, b], path.image[row, col])
        for stop in path.stops
        for (a, row), (b, col) in stop.pairs()
    }
    return max(text_width("+ " + text, NUMBER) for text in texts) + 10
