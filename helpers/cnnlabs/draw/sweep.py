"""A window that sweeps over a picture, with the arithmetic of each stop: still, or as an animation."""

from io import BytesIO

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
    publish,
    rendered,
    text_width,
    with_palette,
)
from cnnlabs.draw.stops import output_of, sweep_of

NUMBER, WEIGHT, LINE = 11.5, 8, 26  # sizes of text; from one line of terms to the next
STOP_MS, LAST_MS = 1500, 5000
MOST_STOPS = 100
TITLES = {
    "correlate": "weight · pixel",
    "max": "the window's pixels",
    "average": "the window's pixels",
    "scatter": "weight · pixel",
}


def sweep(image, window, alt, **options):
    """Show the window on its way over the picture, one stop for each output, as an animation.

    Parameters
    ----------
    image : array_like
        (height, width), numbers.
    window : array_like or tuple of int
        The kernel (kh, kw), not flipped; the window's (height, width) for pooling.
    alt : str
        What the animation shows, for readers who cannot see it.
    **options
        operation : "correlate"; "max" or "average" for pooling, which leaves out the border; "scatter"
            to add each pixel's stamp into the output;
        strides : (vertical, horizontal);
        padding : (top, bottom, left, right), filled as `mode` says ("constant", "reflect" ...);
        dilation : the kernel meets every dilation-th pixel;
        zeros : (vertical, horizontal), how far apart pixels lie, with zeros between them.

    Raises
    ------
    ValueError
        When there is no description, an argument is none of these, the window does not fit into the
        picture, or there are more than 100 stops.

    Examples
    --------
    >>> sweep(np.eye(3), [[0, 1]], alt="Animation: a 1 by 2 window visits six positions.")
    """
    described(alt)
    publish(animation(sweep_of(image, window, **options)), alt)


def sweep_frame(image, window, row, col, alt, **options):
    """Draw one stop of the window: its weights, terms and result.

    Parameters
    ----------
    image, window : array_like
        As in `sweep`.
    row, col : int
        Index of the output; of the pixel for "scatter".
    alt : str
        What the figure shows, for readers who cannot see it.
    **options
        As in `sweep`.

    Raises
    ------
    ValueError
        As in `sweep`, and when there is no such stop.

    Examples
    --------
    >>> sweep_frame(np.eye(3), [[0, 1]], 0, 1, alt="A 1 by 2 window at the right; its sum is 0.")
    """
    described(alt)
    publish(rendered(sweep_figure(image, window, row, col, **options)), alt)


def sweep_figure(image, window, row, col, **options):
    """Return the matplotlib Figure of `sweep_frame`, for `sliders`.

    Examples
    --------
    >>> len(sweep_figure(np.eye(3), (2, 2), 0, 1, operation="max").axes)
    1
    """
    path = sweep_of(image, window, **options)
    places = [(stop.row, stop.col) for stop in path.stops]
    if (row, col) not in places:
        raise ValueError(f"no output at ({row}, {col}): the last one is at {places[-1]}")
    number = places.index((row, col))
    return frame(path, number, alone=path.operation != "scatter")


def animation(path):
    """Return the bytes of an animated PNG with a frame for each stop."""
    if len(path.stops) > MOST_STOPS:
        raise ValueError(f"{len(path.stops)} stops are too many to watch; at most {MOST_STOPS}")
    pictures = [rendered(frame(path, number)) for number in range(len(path.stops))]
    # One palette for all, from three of them: a stop uses the colours of its neighbours.
    some = [pictures[0], pictures[len(pictures) // 2], pictures[-1]]
    width, height = pictures[0].size
    strip = Image.new("RGB", (width, height * len(some)))
    for index, picture in enumerate(some):
        strip.paste(picture, (0, height * index))
    palette = with_palette(strip)
    first, *others = (
        picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures
    )
    pace = [STOP_MS] * len(others) + [LAST_MS]
    file = BytesIO()
    first.save(file, "PNG", save_all=True, append_images=others, duration=pace, loop=0)
    return file.getvalue()


def frame(path, number, alone=False):
    """Return the figure of one stop.

    Parameters
    ----------
    path : stops.Sweep
    number : int
        Of the stop.
    alone : bool
        Enter only this stop's output, not the earlier ones.
    """
    stop, final = path.stops[number], output_of(path, len(path.stops))
    output = output_of(path, number + 1)
    if alone:
        output = np.where(np.indices(output.shape).T == (stop.row, stop.col), 1, 0).all(-1).T
        output = np.where(output, stop.total, np.nan)
    cell = grid.cells((path.image, final), least=42, room=14)
    side, factors = cell.side, _widest_term(path)
    middle = grid.MARGIN + path.image.shape[1] * side + grid.GAP
    right = middle + path.kernel.shape[1] * factors + grid.GAP + grid.MARGIN
    width = right + max(output.shape[1] * side, text_width("output", grid.TITLE)) + 6
    lines = path.kernel.shape[0] + 1.5
    height = max(path.image.shape[0] * side, output.shape[0] * side, lines * LINE)
    figure, axes = blank(width, grid.ABOVE + height + 12)
    picture, result = (grid.MARGIN, grid.ABOVE), (right, grid.ABOVE)
    grid.draw_grid(
        axes, picture, "picture", path.image, cell, real=path.real,
        indices=[_indices(path, axis) for axis in (0, 1)],
    )  # fmt: skip
    grid.draw_grid(
        axes, result, "output", np.where(np.isnan(output), 0, output), cell,
        written=~np.isnan(output), limit=largest(final),
    )  # fmt: skip
    if path.operation == "scatter":
        _outline(axes, picture, ([stop.row], [stop.col]), side)
        _outline(axes, result, (stop.rows, stop.cols), side)
    else:
        _weights(axes, picture, path, stop, side)
        _outline(axes, picture, (stop.rows, stop.cols), side)
        _outline(axes, result, ([stop.row], [stop.col]), side)
    before = output_of(path, number)
    _arithmetic(axes, (middle, grid.ABOVE), path, stop, factors, before)
    return figure


def _indices(path, axis):
    """Return the index of each row or column: of its pixel, empty for borders and zeros."""
    places = np.arange(path.image.shape[axis]) - path.first[axis]
    count = (path.real.any(axis=1 - axis)).sum()
    return [
        place // path.step[axis] if place % path.step[axis] == 0 and 0 <= place // path.step[axis] < count
        else ""
        for place in places
    ]  # fmt: skip


def _weights(axes, corner, path, stop, side):
    """Write each weight into the corner of the pixel that it meets; pooling has none."""
    if path.operation != "correlate":
        return
    x, y = corner
    limit = largest(path.image)
    for (a, row), (b, col) in stop.pairs():
        pixel = path.image[row, col]
        plain = np.isnan(pixel) or not path.real[row, col]
        colour = INK if plain else grid.legible_on(grid.cell_colour(pixel, limit))
        place = x + (col + 1) * side - 6, y + (row + 1) * side - 6
        axes.text(
            *place, f"×{grid.label(path.kernel[a, b])}", size=WEIGHT, color=colour, ha="right"
        )


def _outline(axes, corner, index, side):
    """Mark cells: one box around those that touch, a box each where holes lie between them."""
    rows, cols = (np.asarray(part) for part in index)
    x, y = corner
    touching = all(np.all(np.diff(part) == 1) for part in (rows, cols))
    boxes = [(rows[0], cols[0], len(rows), len(cols))]
    if not touching:
        boxes = [(row, col, 1, 1) for row in rows for col in cols]
    for row, col, high, wide in boxes:
        for colour, line in (
            ("white", 6),
            (MARK, 3.2),
        ):  # white keeps the mark visible on any colour
            axes.add_patch(Rectangle((x + col * side, y + row * side), wide * side, high * side,
                                     fc="none", ec=colour, lw=line, zorder=3))  # fmt: skip


def _arithmetic(axes, corner, path, stop, width, before):
    x, y = corner
    axes.text(x, y - 22, TITLES[path.operation], size=grid.TITLE, color=INK)
    winner = _winner(path, stop)
    for (a, row), (b, col) in stop.pairs():
        text = _term(path, stop, a, b, before)
        colour = FAINT if path.operation == "correlate" and not path.kernel[a, b] else INK
        weight = "normal"
        if (a, b) == winner:
            colour, weight = MARK, "bold"
        axes.text(x + (b + 1) * width, y + 14 + LINE * a, text, size=NUMBER, ha="right",
                  color=colour, weight=weight)  # fmt: skip
    rows, cols = path.kernel.shape
    axes.text(x + cols * width, y + 22 + LINE * rows, _result(path, stop), ha="right",
              size=NUMBER + 3, weight="bold", color=MARK)  # fmt: skip


def _winner(path, stop):
    """Return the index of the first largest pixel of a window, when pooling looks for it."""
    if path.operation != "max" or np.isnan(stop.products).all():
        return None
    return np.unravel_index(np.nanargmax(stop.products), stop.products.shape)


def _term(path, stop, a, b, before):
    """Write one place's share of the result."""
    if path.operation == "correlate":
        pixel = path.image[stop.rows[a], stop.cols[b]]
        return "+ " * bool(a or b) + _product(path.kernel[a, b], pixel)
    if path.operation == "scatter":
        old = before[stop.rows[a], stop.cols[b]]
        text = _product(path.kernel[a, b], stop.total)
        return text if np.isnan(old) else f"{_factor(old)} + {text}"
    if np.isnan(stop.products[a, b]):
        return "–"
    return _factor(stop.products[a, b])


def _result(path, stop):
    if path.operation == "scatter":
        return ""
    total = grid.label(stop.total) or "?"
    if path.operation == "average":
        return f"sum / {np.isfinite(stop.products).sum()} = {total}"
    return f"{'largest ' if path.operation == 'max' else ''}= {total}"


def _factor(value):
    text = grid.label(value) or "?"
    return f"({text})" if text.startswith("−") else text


def _product(weight, pixel):
    return f"{_factor(weight)} · {_factor(pixel)}"


def _widest_term(path):
    texts = set()
    for number, stop in enumerate(path.stops):
        before = output_of(path, number) if path.operation == "scatter" else None
        texts |= {_term(path, stop, a, b, before) for (a, _), (b, _) in stop.pairs()}
    last = max(text_width(_result(path, stop), NUMBER + 3) for stop in path.stops)
    title = text_width(TITLES[path.operation], grid.TITLE)
    columns = path.kernel.shape[1]
    return (
        max(*(text_width("+ " + text, NUMBER) for text in texts), last / columns, title / columns)
        + 10
    )
