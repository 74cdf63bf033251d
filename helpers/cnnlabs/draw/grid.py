"""Grids of numbered pixels, and the connections between two layers."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Rectangle

from cnnlabs.draw.figure import (
    BLUE,
    FAINT,
    INK,
    MISSING,
    ORANGE,
    SIGNED,
    WIDEST,
    blank,
    described,
    largest,
    numbers,
    publish,
    rendered,
    text_width,
)
from cnnlabs.draw.stops import BORDER, INSERTED, PIXEL

TITLE, INDEX = 12, 8  # sizes of text
MARGIN, GAP, ABOVE = 18, 30, 38  # left of a grid for its row indices, between grids, for the title
LAYERS = 7  # units in each row of `connections`
EMPTY, UNTOUCHED = 3, 4  # kinds of an output's cells beside PIXEL: to be written, still 0
STYLES = [(BLUE, "-"), (ORANGE, (0, (5, 2))), ("#007a5a", (0, (1, 1.2)))]


class Cells(NamedTuple):
    """How cells are drawn: their side, and the size and digits of their numbers."""

    side: float
    text: float
    digits: int


def cells(tables, *, least=34, room=8, text=11.5, digits=3):
    """Return cells in which every number of the tables has room, with sides of at least `least`."""
    widths = (number_width(values, text, digits) + room for values in tables)
    return Cells(max(least, *widths), text, digits)


def grids(pictures, alt):
    """Draw grids of numbers side by side, with cells of one size.

    Blue is negative, white is 0 and orange is positive; the strongest colour of each grid is its
    largest magnitude. Missing values (NaN) are grey and hatched.

    Parameters
    ----------
    pictures : dict of str to array_like
        Numbers of shape (height, width) by their titles. Whole numbers are written in full, others
        with three digits.
    alt : str
        What the figure shows, for readers who cannot see it.

    Raises
    ------
    ValueError
        When there is no description, no grid, or a grid is not a table of numbers.

    Examples
    --------
    >>> grids({"kernel": [[0, 1], [-1, 0]]}, "A 2 by 2 kernel with 1 and -1 on a diagonal.")
    """
    described(alt)
    publish(rendered(grids_figure(pictures)), alt)


def grids_figure(pictures):
    """Return the figure of `grids`; rows of grids as they fit."""
    if not pictures:
        raise ValueError("there is no grid to draw: pass {title: values}")
    tables = {
        title: numbers(values, f"{title!r}", ("height", "width"))
        for title, values in pictures.items()
    }
    cell = cells(tables.values())
    places, size = _places(tables, cell)
    if len({y for _, y in places.values()}) > 1:  # smaller numbers may save a row
        cell = cells(tables.values(), least=28, room=6, text=9, digits=2)
        places, size = _places(tables, cell)
    figure, axes = blank(*size)
    for title, values in tables.items():
        draw_grid(axes, places[title], title, values, cell)
    return figure


def _places(tables, cell):
    """Return where each grid begins, in rows as wide as a page, and the size of all."""
    places, x, y, below, right = {}, 0, 0, 0, 0
    for title, values in tables.items():
        height, width = (cell.side * length for length in values.shape)
        width = max(width, text_width(title, TITLE))
        if x and x + MARGIN + width > WIDEST:
            x, y = 0, below
        places[title] = x + MARGIN, y + ABOVE
        x += MARGIN + width + GAP
        below, right = max(below, y + ABOVE + height + 12), max(right, x - GAP + 6)
    return places, (right, below)


def draw_grid(axes, corner, title, values, cell, *, kinds=None, names=None, limit=None):
    """Draw one grid with its title and indices; `corner` is where its top left cell begins.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        As `blank` makes them.
    corner : tuple of float
    title : str
    values : ndarray
        (height, width), float.
    cell : Cells
    kinds : ndarray of int, optional
        (height, width): PIXEL, BORDER, INSERTED, EMPTY or UNTOUCHED; pixels by default.
    names : pair of sequence, optional
        What stands at the rows and at the columns; their indices by default.
    limit : float, optional
        Magnitude of the strongest colour; the largest by default.
    """
    (x, y), side, limit = corner, cell.side, limit or largest(values)
    kinds = np.full(values.shape, PIXEL) if kinds is None else kinds
    axes.text(x, y - 22, title, size=TITLE, color=INK)
    small = {"size": INDEX, "color": FAINT}
    rows, cols = names or map(range, values.shape)
    for row, name in enumerate(rows):
        axes.text(x - 5, y + (row + 0.5) * side, name, ha="right", va="center_baseline", **small)
    for col, name in enumerate(cols):
        axes.text(x + (col + 0.5) * side, y - 5, name, ha="center", **small)
    faces, hatched = [], defaultdict(list)
    for (row, col), value in np.ndenumerate(values):
        left, top = x + col * side, y + row * side
        box = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
        face, ink, hatch = _look(value, kinds[row, col], limit)
        faces.append((box, face))
        if hatch:
            hatched[hatch].append(box)
        if kinds[row, col] != EMPTY:
            axes.text(left + side / 2, top + side / 2, label(value, cell.digits), size=cell.text,
                      ha="center", va="center_baseline", color=ink)  # fmt: skip
    boxes, colours = zip(*faces, strict=True)
    axes.add_collection(PolyCollection(boxes, fc=colours, lw=0, zorder=0.9), autolim=False)
    for colour, boxes in hatched.items():
        lines = PolyCollection(boxes, fc="none", ec=colour, lw=0, hatch="//", zorder=1)
        axes.add_collection(lines, autolim=False)
    _rule(axes, corner, side, kinds)


def _look(value, kind, limit):
    """Return the colours of a cell, of its number and of its hatching, if it is hatched."""
    if kind == BORDER:
        return "0.96", "0.3", "0.8"
    if kind in (INSERTED, EMPTY, UNTOUCHED):
        return "white", FAINT, None
    if np.isnan(value):
        return MISSING, INK, FAINT
    face = cell_colour(value, limit)
    return face, legible_on(face), None


def _rule(axes, corner, side, kinds):
    """Draw the lines between cells, dashed where there is no pixel, and a box around the pixels."""
    solid = np.pad(~np.isin(kinds, (BORDER, INSERTED)), 1)
    level = solid[:-1, 1:-1] | solid[1:, 1:-1]  # (height + 1, width)
    upright = solid[1:-1, :-1] | solid[1:-1, 1:]
    ends = {True: [], False: []}
    for lines, step in [(level, (0, 1)), (upright, (1, 0))]:
        for start, is_solid in np.ndenumerate(lines):
            ends[bool(is_solid)].append((start, np.add(start, step)))
    for is_solid, style in [(True, "-"), (False, (0, (3, 3)))]:
        lines = np.array(ends[is_solid], float).reshape(-1, 2, 2)[..., ::-1] * side + corner
        axes.add_collection(LineCollection(lines, colors=FAINT, lw=0.8, ls=style, zorder=1.2),
                            autolim=False)  # fmt: skip
    rows, cols = (np.flatnonzero(solid[1:-1, 1:-1].any(axis=axis)) for axis in (1, 0))
    start = corner[0] + cols[0] * side, corner[1] + rows[0] * side
    size = (cols[-1] - cols[0] + 1) * side, (rows[-1] - rows[0] + 1) * side
    axes.add_patch(Rectangle(start, *size, fc="none", ec="0.2", lw=1.2, zorder=1.5))


def label(value, digits=3):
    """Write a number for a cell, a whole number in full; nothing for a missing one.

    Examples
    --------
    >>> label(15.0), label(-0.04321), label(1234.5), label(1.5e-7), label(-0.0)
    ('15', '−0.0432', '1234', '1.5e−7', '0')
    """
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) < 1e6 and (value == int(value) or abs(value) >= 1000):
        text = f"{value + 0.0:.0f}"
    else:
        text = f"{value:.{digits}g}"
        if "e" in text or len(text.lstrip("-")) > 2 * digits:
            places = (
                digits - 2 if abs(value) > 1e-9 else 0
            )  # a long power leaves room for one digit
            mantissa, power = f"{value:.{places}e}".split("e")
            text = f"{float(mantissa):g}e{int(power)}"
    return text.replace("-", "−")


def number_width(values, text, digits=3):
    """Return the width in points of the longest number of an array."""
    return max(text_width(label(value, digits), text) for value in np.unique(values))


def cell_colour(value, limit):
    """Return the RGB colour of a value; magnitudes of `limit` and more have the strongest."""
    return SIGNED(np.clip(value / limit, -1, 1) * 0.3 + 0.5)[:3]


def legible_on(colour):
    """Return black or white, whichever stands out more from an RGB colour.

    Examples
    --------
    >>> legible_on((1, 1, 1)), legible_on((0, 0, 0.5))
    ('black', 'white')
    """
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    luminance = np.dot([0.2126, 0.7152, 0.0722], linear)
    return "black" if luminance > 0.179 else "white"  # where WCAG's two contrast ratios are equal


def connections(alt):
    """Draw which units are connected in a dense and in a convolutional layer.

    Parameters
    ----------
    alt : str
        What the figure shows, for readers who cannot see it.

    Raises
    ------
    ValueError
        When there is no description.
    """
    described(alt)
    publish(rendered(connection_figure()), alt)


def connection_figure():
    """Return the figure of `connections`."""
    figure, axes = blank(720, 200)
    middle = LAYERS // 2
    dense = [(middle, below, FAINT, "-") for below in range(LAYERS)]
    shared = [
        (unit, unit + offset, *STYLES[offset + 1])
        for unit in (middle - 1, middle, middle + 1)
        for offset in (-1, 0, 1)
    ]
    for left, title, lines in [
        (30, "dense: a weight for every pair, 7 of 49 drawn", dense),
        (390, "convolutional: the same three weights everywhere", shared),
    ]:
        axes.text(left - 14, 24, title, size=TITLE, color=INK)
        busy = {("upper", upper) for upper, *_ in lines} | {("lower", low) for _, low, *_ in lines}
        for upper, lower, colour, style in lines:
            axes.plot([left + 46 * upper, left + 46 * lower], [66, 164], color=colour, ls=style,
                      lw=2.4, zorder=1)  # fmt: skip
        for row, y in (("upper", 66), ("lower", 164)):
            for unit in range(LAYERS):
                face = "0.75" if (row, unit) in busy else "white"
                axes.add_patch(Circle((left + 46 * unit, y), 13, fc=face, ec=INK, lw=1.2, zorder=2))
    return figure
