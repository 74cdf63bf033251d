"""Where a window stops on its way over a picture, and what it computes there: numbers only."""

from itertools import product
from typing import NamedTuple

import numpy as np

from cnnlabs.draw.figure import numbers

OPERATIONS = ("correlate", "max", "average", "scatter")


class Stop(NamedTuple):
    row: int
    col: int
    rows: np.ndarray
    cols: np.ndarray
    products: np.ndarray
    total: float

    def pairs(self):
        """Yield ((a, row), (b, col)): an index into the window, and its pixel's index."""
        return product(enumerate(self.rows), enumerate(self.cols))


class Sweep(NamedTuple):
    operation: str
    image: np.ndarray
    real: np.ndarray
    first: tuple
    step: tuple
    kernel: np.ndarray
    shape: tuple
    stops: list


def sweep_of(
    image, window, *, operation="correlate", strides=(1, 1), padding=(0, 0, 0, 0),
    mode="constant", dilation=1, zeros=(1, 1),
):  # fmt: skip
    if operation not in OPERATIONS:
        raise ValueError(f"operation must be one of {', '.join(OPERATIONS)}, got {operation!r}")
    for name, values, count in [
        ("strides", strides, 2),
        ("padding", padding, 4),
        ("zeros", zeros, 2),
    ]:
        least = 0 if name == "padding" else 1
        if len(values) != count or any(int(value) != value or value < least for value in values):
            raise ValueError(f"{name} must be {count} whole numbers from {least} on, got {values}")
    image = numbers(image, "the picture", ("height", "width"))
    if operation in ("max", "average"):
        kernel, dilation = np.ones(tuple(window)), 1
    else:
        kernel = numbers(window, "the kernel", ("kernel height", "kernel width"))
    if operation == "scatter":
        return _scatter(image, kernel, strides)
    image, real = _extended(image, padding, mode, zeros, empty=operation in ("max", "average"))
    reach = [(k - 1) * dilation + 1 for k in kernel.shape]
    shape = tuple((n - r) // s + 1 for n, r, s in zip(image.shape, reach, strides, strict=True))
    if min(shape) < 1:
        raise ValueError(f"a window of {tuple(reach)} does not fit into a picture {image.shape}")
    found = []
    for row, col in np.ndindex(shape):
        rows, cols = (
            start * stride + dilation * np.arange(k)
            for start, stride, k in zip((row, col), strides, kernel.shape, strict=True)
        )
        terms = kernel * image[np.ix_(rows, cols)]
        found.append(Stop(row, col, rows, cols, terms, _total(operation, terms)))
    return Sweep(operation, image, real, (padding[0], padding[2]), zeros, kernel, shape, found)


def _extended(image, padding, mode, zeros, empty):
    """Insert zeros, then add the border; return the picture and where its pixels are."""
    spread = np.zeros([(n - 1) * z + 1 for n, z in zip(image.shape, zeros, strict=True)])
    real = np.zeros(spread.shape, bool)
    spread[:: zeros[0], :: zeros[1]] = image
    real[:: zeros[0], :: zeros[1]] = True
    widths = (padding[:2], padding[2:])
    fill = {"constant_values": np.nan} if empty else {}
    return np.pad(spread, widths, "constant" if empty else mode, **fill), np.pad(real, widths)


def _total(operation, terms):
    if operation == "correlate":
        return float(terms.sum())
    if np.isnan(terms).all():
        return np.nan
    return float(np.nanmax(terms) if operation == "max" else np.nanmean(terms))


def _scatter(image, kernel, strides):
    """Return the stops at which each pixel's stamp is added into the output."""
    shape = tuple(
        (n - 1) * s + k for n, s, k in zip(image.shape, strides, kernel.shape, strict=True)
    )
    found = [
        Stop(
            *(row, col),
            row * strides[0] + np.arange(kernel.shape[0]),
            col * strides[1] + np.arange(kernel.shape[1]),
            *(kernel * value, float(value)),
        )
        for (row, col), value in np.ndenumerate(image)
    ]
    real = np.ones(image.shape, bool)
    return Sweep("scatter", image, real, (0, 0), (1, 1), kernel, shape, found)


def output_of(path, done):
    """Return the output as far as it is filled in, NaN elsewhere."""
    output = np.full(path.shape, np.nan)
    for stop in path.stops[:done]:
        if path.operation == "scatter":
            place = np.ix_(stop.rows, stop.cols)
            output[place] = np.nan_to_num(output[place]) + stop.products
        else:
            output[stop.row, stop.col] = stop.total
    return output
