"""The arithmetic of a window's stop, in words."""

import numpy as np

from cnnlabs.draw.grid import label
from cnnlabs.draw.stops import PIXEL, progress

TITLES = {
    "correlate": "weight · pixel",
    "max": "pixels of the window",
    "average": "pixels of the window",
    "scatter": "old value + weight · pixel",
}


def terms(path, number):
    """Write out each term of a stop, nothing where a place does not count.

    Parameters
    ----------
    path : stops.Sweep
    number : int
        Of the stop.

    Returns
    -------
    list of list of str
        As many as the window has rows and columns.

    Examples
    --------
    >>> from cnnlabs.draw.stops import sweep_of
    >>> terms(sweep_of([[1, 2, 4]], [[-1, 1]]), 1)
    [['(−1) · 2', '+ 1 · 4']]
    >>> terms(sweep_of([[1, 2]], [[3, 4, 5]], operation="scatter"), 1)
    [['4 + 3 · 2 = 10', '5 + 4 · 2 = 13', '5 · 2 = 10']]
    """
    stop = path.stops[number]
    if path.operation == "scatter":
        old, touched = progress(path, number)
    written = [[""] * len(stop.cols) for _ in stop.rows]
    for (a, row), (b, col) in stop.pairs():
        term = stop.terms[a, b]
        if path.operation == "scatter":
            text = f"{factor(path.kernel[a, b])} · {factor(stop.total)}"
            before = f"{factor(old[row, col])} + " if touched[row, col] else ""
            text = f"{before}{text} = {label(old[row, col] + term) or '?'}"
        elif path.operation == "correlate":
            text = f"{factor(path.kernel[a, b])} · {factor(path.image[row, col])}"
        elif path.kinds[row, col] != PIXEL:
            continue
        else:
            text = factor(term) if path.operation == "average" else label(term) or "?"
        if path.operation in ("correlate", "average") and any(map(any, written)):
            text = f"+ {text}"
        written[a][b] = text
    return written


def result(path, stop):
    """Write what becomes of the terms.

    Parameters
    ----------
    path : stops.Sweep
    stop : stops.Stop

    Returns
    -------
    str
        Empty for "scatter", whose terms are results.

    Examples
    --------
    >>> from cnnlabs.draw.stops import sweep_of
    >>> path = sweep_of([[1, 2]], (1, 2), operation="average", padding=(0, 0, 1, 0))
    >>> [result(path, stop) for stop in path.stops]
    ['1 / 1 pixel = 1', '3 / 2 pixels = 1.5']
    """
    total = label(stop.total) or "?"
    if path.operation == "scatter":
        return ""
    if path.operation == "average":
        counted = path.kinds[np.ix_(stop.rows, stop.cols)] == PIXEL
        summed, count = label(stop.terms[counted].sum()) or "?", int(counted.sum())
        return f"{summed} / {count} pixel{'s' * (count > 1)} = {total}"
    return f"max = {total}" if path.operation == "max" else f"= {total}"


def factor(value):
    """Write a number as a part of a product or sum: a negative one in brackets.

    Examples
    --------
    >>> factor(2.0), factor(-0.5), factor(float("nan"))
    ('2', '(−0.5)', '?')
    """
    text = label(value) or "?"
    return f"({text})" if text.startswith("−") else text
