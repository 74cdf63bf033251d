"""A window on its way over a picture, with the arithmetic of each stop: still, or as an animation."""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle

from cnnlabs.draw import grid
from cnnlabs.draw.arithmetic import TITLES, result, terms
from cnnlabs.draw.figure import (
    FAINT,
    INK,
    MARK,
    WIDEST,
    animated,
    blank,
    described,
    largest,
    publish,
    rendered,
    text_width,
)
from cnnlabs.draw.player import play
from cnnlabs.draw.stops import BORDER, INSERTED, PIXEL, progress, sweep_of

NUMBER, WEIGHT, LINE = 11.5, 8, 26  # sizes of text; from one line of terms to the next
RESULT = NUMBER + 3
STOP_MS, LAST_MS = 1500, 5000
MOST_STOPS = 100
ARRANGEMENTS = [  # the first that fits a page is taken
    [["picture", "sums", "output"]],
    [["picture", "output"], ["sums"]],
    [["picture"], ["sums"], ["output"]],
]


def sweep(image, window, alt, **options):
    """Show a window on its way over a picture, the arithmetic of every stop written out: animated.

    Parameters
    ----------
    image : array_like
        (height, width), numbers.
    window : array_like or tuple of int
        The kernel (kh, kw), which is not flipped; the window's (height, width) for pooling.
    alt : str
        What the animation shows, for readers who cannot see it.
    operation : str
        "correlate" (default), "max", "average"; or "scatter", where each pixel's multiple of the kernel
        is added into the output.
    strides : tuple of int
        (vertical, horizontal), (1, 1) by default.
    padding : tuple of int
        Width of the border, (top, bottom, left, right); pooling does not count its cells.
    mode : str
        What fills the border: "constant" for zeros (default), "reflect", "edge" or "wrap", as in
        `numpy.pad`.
    dilation : int
        The kernel's entries meet every dilation-th pixel, 1 by default.
    zeros : tuple of int
        (vertical, horizontal): that many minus one zeros are inserted between neighbouring pixels before
        the border is added; (1, 1) by default.

    Raises
    ------
    ValueError
        When there is no description, an argument is none of these, the operation has no use for it,
        the window does not fit into the picture, or there are more than 100 stops.

    Examples
    --------
    >>> sweep(np.eye(3), [[0, 1]], alt="Animation: a 1 by 2 window visits six positions.")
    >>> sweep(np.eye(4), (2, 2), operation="max", strides=(2, 2), alt="Animation: four maxima.")
    """
    described(alt)
    play(animation(sweep_of(image, window, **options)), alt, "stop")


def sweep_frame(image, window, row, col, alt, **options):
    """Draw one stop of a window, with its arithmetic.

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
    >>> figure = sweep_figure(np.eye(3), (2, 2), 0, 1, operation="max")
    >>> [text.get_text() for text in figure.axes[0].texts][-1]
    'max = 1'
    """
    path = sweep_of(image, window, **options)
    places = [(stop.row, stop.col) for stop in path.stops]
    if (row, col) not in places:
        raise ValueError(f"there is no stop at ({row}, {col}): the last one is at {places[-1]}")
    return frame(path, plan(path), places.index((row, col)), alone=path.operation != "scatter")


def animation(path):
    """Return the bytes of an animated PNG with a frame for each stop."""
    if len(path.stops) > MOST_STOPS:
        raise ValueError(
            f"{len(path.stops)} stops are too many to watch, at most {MOST_STOPS}: take a smaller "
            "picture or larger strides"
        )
    places = plan(path)
    return animated(
        [rendered(frame(path, places, number)) for number in range(len(path.stops))],
        [STOP_MS] * (len(path.stops) - 1) + [LAST_MS],
    )


class Plan(NamedTuple):
    """Where everything goes, in points, the same at every stop.

    `picture`, `sums` and `output` are top left corners; `ends` are the right ends of the columns of
    terms, counted from `sums`; `end` is that of the result.
    """

    title: str
    cell: grid.Cells
    picture: tuple
    sums: tuple
    output: tuple
    ends: np.ndarray
    end: float
    size: tuple


def plan(path):
    """Return the layout of a sweep, the same for all its stops."""
    title = "picture" + ", zeros inserted" * (INSERTED in path.kinds)
    title += ", padded" * (BORDER in path.kinds)
    texts = [terms(path, number) for number in range(len(path.stops))]
    outputs = [progress(path, len(path.stops))[0]]
    if path.operation == "scatter":  # a value on its way may be longer than the last
        outputs = [progress(path, number + 1)[0] for number in range(len(path.stops))]
    cell = grid.cells((path.image, *outputs), least=42, room=14)
    if path.operation == "correlate":
        weight = max(text_width(_weight(value), WEIGHT) for value in np.unique(path.kernel))
        cell = cell._replace(side=max(cell.side, weight + 10))
    widths = [max(text_width(text, NUMBER) for text in column) for column in _columns(texts)]
    ends = np.cumsum(np.add(widths, 12))
    end = max(
        ends[-1],
        text_width(TITLES[path.operation], grid.TITLE),
        *(text_width(result(path, stop), RESULT) * 1.15 for stop in path.stops),  # it is bold
    )
    ends = ends + end - ends[-1]
    lines = len(path.stops[0].rows) + (path.operation != "scatter") * 1.2
    (high, wide), (high_out, wide_out) = (
        np.multiply(shape, cell.side) for shape in (path.image.shape, path.shape)
    )
    sizes = {
        "picture": (max(wide, text_width(title, grid.TITLE)), high),
        "sums": (end, lines * LINE),
        "output": (max(wide_out, text_width("output", grid.TITLE)), high_out),
    }
    for rows in ARRANGEMENTS:
        corners, size = _arranged(rows, sizes)
        if size[0] <= WIDEST:
            break
    return Plan(title, cell, **corners, ends=ends, end=end, size=size)


def _arranged(rows, sizes):
    """Return where the parts of a figure begin that stand in rows, and the size of all."""
    corners, below, right = {}, 0, 0
    for row in rows:
        x, y = grid.MARGIN, below + grid.ABOVE
        for part in row:
            corners[part] = x, y
            width, height = sizes[part]
            right, below = max(right, x + width), max(below, y + height + 12)
            x += width + grid.GAP + grid.MARGIN
    return corners, (right + 6, below)


def _columns(texts):
    """Turn the terms of all stops, by row and column, into lists of what stands in each column."""
    return [[row[b] for stop in texts for row in stop] for b in range(len(texts[0][0]))]


def frame(path, places, number, alone=False):
    """Return the figure of one stop.

    Parameters
    ----------
    path : stops.Sweep
    places : Plan
    number : int
        Of the stop.
    alone : bool
        Enter only this stop's output, not the earlier ones.
    """
    stop, last = path.stops[number], progress(path, len(path.stops))[0]
    output, written = progress(path, number + 1)
    if alone:
        written = np.zeros(path.shape, bool)
        written[stop.row, stop.col] = True
    untouched = grid.UNTOUCHED if path.operation == "scatter" else grid.EMPTY
    figure, axes = blank(*places.size)
    grid.draw_grid(axes, places.picture, places.title, path.image, places.cell,
                   kinds=path.kinds, names=path.names)  # fmt: skip
    grid.draw_grid(axes, places.output, "output", output, places.cell,
                   kinds=np.where(written, PIXEL, untouched), limit=largest(last))  # fmt: skip
    met, made = (places.picture, places.output), ([stop.row], [stop.col])
    if path.operation == "scatter":
        met = met[::-1]
    _outline(axes, met[0], (stop.rows, stop.cols), places.cell.side)
    _outline(axes, met[1], made, places.cell.side)
    if path.operation == "correlate":
        _weights(axes, path, stop, places)
    if stop.winner is not None:
        _mark(axes, stop, places)
    _arithmetic(axes, path, number, places)
    return figure


def _weight(value):
    return f"×{grid.label(value)}"


def _weights(axes, path, stop, places):
    """Write each weight into the corner of the cell that it meets."""
    (x, y), side, limit = places.picture, places.cell.side, largest(path.image)
    for (a, row), (b, col) in stop.pairs():
        pixel, ink = path.image[row, col], INK
        if path.kinds[row, col] == PIXEL and not np.isnan(pixel):
            ink = grid.legible_on(grid.cell_colour(pixel, limit))
        axes.text(x + (col + 1) * side - 6, y + (row + 1) * side - 6, _weight(path.kernel[a, b]),
                  size=WEIGHT, color=ink, ha="right")  # fmt: skip


def _outline(axes, corner, index, side):
    """Mark the cells of a window: one box around all, and where there are holes one around each."""
    rows, cols = index
    boxes = [(rows[0], cols[0], rows[-1] - rows[0] + 1, cols[-1] - cols[0] + 1, "-")]
    if boxes[0][2] > len(rows) or boxes[0][3] > len(cols):
        boxes = [(*boxes[0][:4], (0, (2, 2)))] + [
            (row, col, 1, 1, "-") for row in rows for col in cols
        ]
    for row, col, high, wide, style in boxes:
        place = corner[0] + col * side, corner[1] + row * side
        for colour, line, dashes in [("white", 5, "-"), (MARK, 3, style)]:  # visible on any colour
            axes.add_patch(Rectangle(place, wide * side, high * side, fc="none", ec=colour,
                                     lw=line, ls=dashes, zorder=3))  # fmt: skip


def _mark(axes, stop, places):
    """Draw a small box around the number that wins."""
    index = stop.cols[stop.winner[1]], stop.rows[stop.winner[0]]
    side, inside = places.cell.side, places.cell.side - 14
    place = np.add(places.picture, np.multiply(index, side)) + 7
    axes.add_patch(Rectangle(place, inside, inside, fc="none", ec=MARK, lw=2, zorder=3))


def _arithmetic(axes, path, number, places):
    """Write the terms as the window lies, and the result below."""
    stop, (x, y) = path.stops[number], places.sums
    axes.text(x, y - 22, TITLES[path.operation], size=grid.TITLE, color=INK)
    for (a, b), text in np.ndenumerate(np.array(terms(path, number))):
        style = {"color": FAINT if _idle(path, stop, a, b) else INK}
        if (a, b) == stop.winner:
            style = {"color": MARK, "weight": "bold"}
        axes.text(x + places.ends[b], y + 14 + LINE * a, text, size=NUMBER, ha="right", **style)
    axes.text(x + places.end, y + 20 + LINE * len(stop.rows), result(path, stop), ha="right",
              size=RESULT, weight="bold", color=MARK)  # fmt: skip


def _idle(path, stop, a, b):
    """Say whether a term is 0 whatever the pixels are."""
    if path.kernel is None or path.operation == "scatter":
        return path.kernel is not None and path.kernel[a, b] == 0
    place = stop.rows[a], stop.cols[b]
    return path.kernel[a, b] == 0 or (path.kinds[place] != PIXEL and path.image[place] == 0)
