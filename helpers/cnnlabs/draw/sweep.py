"""A window that sweeps over a picture: where it stops, what it computes there, and how it looks."""

from io import BytesIO
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

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
from cnnlabs.draw.grid import (
    ABOVE,
    CELL,
    GAP,
    MARGIN,
    NUMBER,
    TITLE,
    cell_colour,
    draw_grid,
    label,
    legible_on,
    number_width,
)

WEIGHT = 8  # size of a weight's digits in the window
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
    image, kernel, every = _prepared(image, kernel)
    here = [index for index, stop in enumerate(every) if (stop.row, stop.col) == (row, col)]
    if not here:
        last = every[-1].row, every[-1].col
        raise ValueError(f"no output at ({row}, {col}): the last one is at {last}")
    publish(rendered(frame(image, kernel, every, here[0], {(row, col)})), alt)


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
    publish(animation(image, kernel), alt)


def animation(image, kernel):
    """Return the bytes of `sweep`'s animated PNG."""
    image, kernel, every = _prepared(image, kernel)
    if len(every) > MOST_STOPS:
        raise ValueError(f"{len(every)} stops are too many to watch; at most {MOST_STOPS}")
    done, pictures = set(), []
    for index, stop in enumerate(every):
        done.add((stop.row, stop.col))
        pictures.append(rendered(frame(image, kernel, every, index, done)))
    last = with_palette(pictures[-1])  # its outputs are complete, and so are its colours
    *before, last = [picture.quantize(palette=last, dither=0) for picture in pictures]
    file = BytesIO()
    first, *others = [*before, last]
    pace = [STOP_MS] * len(before) + [LAST_MS]
    first.save(file, "PNG", save_all=True, append_images=others, duration=pace, loop=0)
    return file.getvalue()


def _prepared(image, kernel):
    image = numbers(image, "the picture", ("height", "width"))
    kernel = numbers(kernel, "the kernel", ("kernel height", "kernel width"))
    return image, kernel, stops(image, kernel)


def frame(image, kernel, every, index, done):
    """Return the figure of one stop: picture with window, products and sum, and the output.

    Parameters
    ----------
    image, kernel : ndarray
        (height, width) and (kh, kw), float.
    every : list of Stop
    index : int
        Which of the stops to draw.
    done : set of tuple
        Outputs (row, col) that are entered.
    """
    stop = every[index]
    output = np.zeros((every[-1].row + 1, every[-1].col + 1))
    for each in every:
        output[each.row, each.col] = each.total
    written = np.zeros(output.shape, bool)
    written[tuple(zip(*done, strict=True))] = True
    cell = max(CELL + 8, number_width(image) + 12, number_width(output) + 8)
    factors = _widest_product(image, kernel, every)

    left = MARGIN
    middle = left + image.shape[1] * cell + GAP
    right = middle + kernel.shape[1] * factors + GAP + MARGIN
    lines = max(image.shape[0], output.shape[0], (kernel.shape[0] + 1.5) * 26 / cell)
    width = right + max(output.shape[1] * cell, text_width("output", TITLE)) + 6
    figure, axes = blank(width, ABOVE + lines * cell + 12)
    draw_grid(axes, left, ABOVE, "picture", image, cell)
    draw_grid(axes, right, ABOVE, "output", output, cell, written=written, limit=largest(output))
    _window(axes, left, ABOVE, image, kernel, stop, cell)
    _arithmetic(axes, middle, ABOVE, image, kernel, stop, factors)
    _outline(axes, right + stop.col * cell, ABOVE + stop.row * cell, cell, cell)
    return figure


def _window(axes, x, y, image, kernel, stop, cell):
    limit = largest(image)
    for (a, row), (b, col) in _pairs(stop):
        value = image[row, col]
        colour = INK if np.isnan(value) else legible_on(cell_colour(value, limit))
        axes.text(x + (col + 1) * cell - 4, y + (row + 1) * cell - 4, f"×{label(kernel[a, b])}",
                  size=WEIGHT, color=colour, ha="right")  # fmt: skip
    top, left = stop.rows[0], stop.cols[0]
    _outline(axes, x + left * cell, y + top * cell,
             (stop.cols[-1] + 1 - left) * cell, (stop.rows[-1] + 1 - top) * cell)  # fmt: skip


def _pairs(stop):
    return [(row, col) for row in enumerate(stop.rows) for col in enumerate(stop.cols)]


def _outline(axes, x, y, width, height):
    """Mark cells; the white line around the mark keeps it visible on any colour."""
    for colour, line in (("white", 6), (MARK, 3.2)):
        axes.add_patch(Rectangle((x, y), width, height, fc="none", ec=colour, lw=line, zorder=3))


def _arithmetic(axes, x, y, image, kernel, stop, width):
    axes.text(x, y - 22, "weight · pixel", size=TITLE, color=INK)
    for (a, row), (b, col) in _pairs(stop):
        text = _product(kernel[a, b], image[row, col])
        sign = "" if (a, b) == (0, 0) else "+ "
        axes.text(x + (b + 1) * width, y + 14 + 26 * a, sign + text, size=NUMBER, ha="right",
                  color=FAINT if kernel[a, b] == 0 else INK)  # fmt: skip
    end = x + kernel.shape[1] * width
    axes.text(end, y + 22 + 26 * kernel.shape[0], f"= {label(stop.total) or '?'}", ha="right",
              size=NUMBER + 3, weight="bold", color=MARK)  # fmt: skip


def _product(weight, pixel):
    first, second = (label(factor) or "?" for factor in (weight, pixel))
    return " · ".join(f"({text})" if text.startswith("−") else text for text in (first, second))


def _widest_product(image, kernel, every):
    texts = {
        _product(kernel[a, b], image[row, col])
        for stop in every
        for (a, row), (b, col) in _pairs(stop)
    }
    return max(text_width("+ " + text, NUMBER) for text in texts) + 6
