"""Grids of numbered pixels, and the connections between two layers."""

from typing import NamedTuple

import numpy as np
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

TITLE, INDEX = 12, 8  # sizes of text
MARGIN, GAP, ABOVE = 18, 30, 38  # left of a grid for its row indices, between grids, for the title
LAYERS = 7  # units in each row of `connections`
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


def draw_grid(
    axes, corner, title, values, cell, *, written=None, real=None, indices=None, limit=None
):
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
    written : ndarray of bool, optional
        (height, width): the cells that are filled in; the others stay white.
    real : ndarray of bool, optional
        (height, width): the cells that are pixels; borders and inserted zeros are dashed and pale.
    indices : pair of sequence, optional
        What stands at the rows and at the columns; their numbers by default.
    limit : float, optional
        Magnitude of the strongest colour; the largest by default.
    """
    (x, y), (height, width), side = corner, values.shape, cell.side
    limit = limit or largest(values)
    axes.text(x, y - 22, title, size=TITLE, color=INK)
    small = {"size": INDEX, "color": FAINT}
    rows, cols = indices or (range(height), range(width))
    for row, name in enumerate(rows):
        axes.text(x - 5, y + (row + 0.5) * side, name, ha="right", va="center_baseline", **small)
    for col, name in enumerate(cols):
        axes.text(x + (col + 0.5) * side, y - 5, name, ha="center", **small)
    for (row, col), value in np.ndenumerate(values):
        left, top = x + col * side, y + row * side
        face, text, ink = cell_colour(value, limit), label(value, cell.digits), None
        if written is not None and not written[row, col]:
            face, text = "white", ""
        elif np.isnan(value):
            face = MISSING
            axes.add_patch(
                Rectangle((left, top), side, side, fc="none", ec=FAINT, lw=0, hatch="///")
            )
        elif real is not None and not real[row, col]:
            face, ink = "0.95", FAINT
        line = "-" if real is None or real[row, col] else (0, (3, 3))
        axes.add_patch(
            Rectangle((left, top), side, side, fc=face, ec=FAINT, lw=0.8, ls=line, zorder=0.9)
        )
        if text:
            axes.text(left + side / 2, top + side / 2, text, size=cell.text, ha="center",
                      va="center_baseline", color=ink or legible_on(face))  # fmt: skip
    for top, left, high, wide in _frames(values, real):
        axes.add_patch(Rectangle((x + left * side, y + top * side), wide * side, high * side,
                                 fc="none", ec="0.2", lw=1.2, zorder=1.5))  # fmt: skip


def _frames(values, real):
    """Return the box around a grid's pixels, as (top, left, height, width)."""
    if real is None or not real.any():
        return [(0, 0, *values.shape)]
    rows, cols = (np.flatnonzero(real.any(axis=axis)) for axis in (1, 0))
    return [(rows[0], cols[0], rows[-1] - rows[0] + 1, cols[-1] - cols[0] + 1)]


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
