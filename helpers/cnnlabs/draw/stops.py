"""Where a window stops on its way over a picture, and what it computes there: numbers only."""

from itertools import product
from typing import NamedTuple

import numpy as np

from cnnlabs.draw.figure import numbers

OPERATIONS = ("correlate", "max", "average", "scatter")
MODES = ("constant", "reflect", "edge", "wrap")
PIXEL, BORDER, INSERTED = range(3)  # kinds of the cells that a window meets


class Stop(NamedTuple):
    """One stop of a window.

    `row` and `col` are the output's index; `rows` and `cols` are the window's, in the picture with its
    border. For "scatter" they are the pixel's index, and the stamp's rows and columns in the output.
    `terms` are the products of weight and pixel; the pixels when pooling, NaN on the border. `total` is
    the output; the pixel for "scatter". `winner` is the first maximum's index into the terms.
    """

    row: int
    col: int
    rows: np.ndarray
    cols: np.ndarray
    terms: np.ndarray
    total: float
    winner: tuple | None = None

    def pairs(self):
        """Yield ((a, row), (b, col)): an index into the window, and that of the cell it meets."""
        return product(enumerate(self.rows), enumerate(self.cols))


class Sweep(NamedTuple):
    """A picture as the window meets it, and the window's stops.

    `image` (height, width) includes the border and inserted zeros; `kinds` says of each cell what it
    is; `names` are what stands at the rows and columns: indices of pixels, "" in between. `kernel` is
    None when pooling. `shape` is the output's.
    """

    operation: str
    image: np.ndarray
    kinds: np.ndarray
    names: list
    kernel: np.ndarray | None
    shape: tuple
    stops: list


def sweep_of(
    image,
    window,
    *,
    operation="correlate",
    strides=(1, 1),
    padding=(0, 0, 0, 0),
    mode="constant",
    dilation=1,
    zeros=(1, 1),
):
    """Compute every stop of a window; the arguments are those of `cnnlabs.draw.sweep`.

    Returns
    -------
    Sweep

    Raises
    ------
    ValueError
        When an argument is not what `sweep` allows, the operation has no use for it, or the window
        does not fit into the picture.

    Examples
    --------
    >>> [stop.total for stop in sweep_of([[1, 2, 4]], [[-1, 1]]).stops]
    [1.0, 2.0]
    >>> path = sweep_of([[1, 5, 4]], (1, 2), operation="max", strides=(1, 2), padding=(0, 0, 0, 1))
    >>> [(stop.total, stop.winner) for stop in path.stops]
    [(5.0, (0, 1)), (4.0, (0, 0))]
    """
    for name, value, known in [("operation", operation, OPERATIONS), ("mode", mode, MODES)]:
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}; got {value!r}")
    image = numbers(image, "the picture", ("height", "width"))
    strides = _whole("strides", strides, "(vertical, horizontal)", 1)
    padding = _whole("padding", padding, "(top, bottom, left, right)", 0)
    zeros = _whole("zeros", zeros, "(vertical, horizontal)", 1)
    (dilation,) = _whole("dilation", (dilation,), "1 for no holes", 1)
    if operation == "scatter":
        _unused(operation, padding=any(padding), mode=mode != "constant", zeros=zeros != (1, 1))
    if operation in ("max", "average"):
        _unused(operation, mode=mode != "constant", dilation=dilation > 1, zeros=zeros != (1, 1))
        kernel, size = None, _whole("the window", window, "(height, width)", 1)
    else:
        kernel = numbers(window, "the kernel", ("kernel height", "kernel width"))
        size = kernel.shape
    reach = tuple((k - 1) * dilation + 1 for k in size)
    if operation == "scatter":
        shape = tuple((n - 1) * s + r for n, s, r in zip(image.shape, strides, reach, strict=True))
        kinds, names, counts = np.full(image.shape, PIXEL), map(range, image.shape), image.shape
    else:
        fill = {"constant_values": np.nan} if kernel is None else {}
        image, kinds, names = _met(image, padding, zeros, {"mode": mode, **fill})
        shape = tuple((n - r) // s + 1 for n, s, r in zip(image.shape, strides, reach, strict=True))
        counts = shape
        if min(shape) < 1:
            raise ValueError(
                f"a window {reach} does not fit into a picture {image.shape}, its border included: "
                "take a smaller window or pad more"
            )
    places = [
        [start * s + dilation * np.arange(k) for start in range(count)]
        for count, s, k in zip(counts, strides, size, strict=True)
    ]
    found = []
    for (row, rows), (col, cols) in product(*map(enumerate, places)):
        if operation == "scatter":
            result = kernel * image[row, col], float(image[row, col])
        elif operation == "correlate":
            terms = kernel * image[np.ix_(rows, cols)]
            result = terms, float(terms.sum())
        else:
            result = _pooled(operation, image[np.ix_(rows, cols)], kinds[np.ix_(rows, cols)])
        found.append(Stop(row, col, rows, cols, *result))
    return Sweep(operation, image, kinds, list(map(list, names)), kernel, shape, found)


def _whole(name, values, meaning, least):
    """Return a tuple of whole numbers as long as its meaning, or say what it must be."""
    count = meaning.count(",") + 1
    try:
        found = tuple(int(value) for value in values)
        valid = len(found) == count and min(found) >= least and found == tuple(values)
    except (TypeError, ValueError):
        valid = False
    if not valid:
        got = values[0] if count == 1 else values
        raise ValueError(
            f"{name} must be {meaning}, {'a whole number' if count == 1 else 'whole numbers'} from "
            f"{least} on; got {got!r}"
        )
    return found


def _unused(operation, **given):
    for name, is_given in given.items():
        if is_given:
            raise ValueError(f"the operation {operation!r} has no {name}: leave it out")


def _met(image, padding, zeros, filled):
    """Insert zeros, then add the border; return the cells, their kinds and the names of both axes."""
    spread = [(n - 1) * z + 1 for n, z in zip(image.shape, zeros, strict=True)]
    cells, kinds = np.zeros(spread), np.full(spread, INSERTED)
    cells[:: zeros[0], :: zeros[1]], kinds[:: zeros[0], :: zeros[1]] = image, PIXEL
    border = padding[:2], padding[2:]
    names = []
    for (before, after), n, z in zip(border, spread, zeros, strict=True):
        inner = ["" if place % z else place // z for place in range(n)]
        names.append([""] * before + inner + [""] * after)
    return np.pad(cells, border, **filled), np.pad(kinds, border, constant_values=BORDER), names


def _pooled(operation, cells, kinds):
    """Return the pixels of a window, their maximum or mean, and the first maximum's index."""
    counted = kinds == PIXEL
    if not counted.any():
        raise ValueError("a window holds nothing but border: pad by less than the window's size")
    if operation == "average":
        return cells, float(cells[counted].mean())
    winner = np.where(counted, cells, -np.inf).argmax()  # NaN counts as the largest, as in np.max
    index = tuple(int(place) for place in np.unravel_index(winner, cells.shape))
    return cells, float(cells[index]), index


def progress(path, done):
    """Return the output after some stops, and which of its cells have been written.

    Parameters
    ----------
    path : Sweep
    done : int
        How many stops have been made.

    Returns
    -------
    tuple of ndarray
        The output, 0 where nothing has been written, and as many truth values.

    Examples
    --------
    >>> values, written = progress(sweep_of([[1, 2, 4]], [[-1, 1]]), 1)
    >>> values, written
    (array([[1., 0.]]), array([[ True, False]]))
    """
    values, written = np.zeros(path.shape), np.zeros(path.shape, bool)
    for stop in path.stops[:done]:
        if path.operation == "scatter":
            values[np.ix_(stop.rows, stop.cols)] += stop.terms
            written[np.ix_(stop.rows, stop.cols)] = True
        else:
            values[stop.row, stop.col] = stop.total
            written[stop.row, stop.col] = True
    return values, written
