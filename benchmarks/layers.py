"""How much faster is a layer without pixel loops? Lab 01's own functions, measured on the same work.

Run ``.venv/bin/python benchmarks/layers.py``. Prints the median time of each function and its speed
as a multiple of the loops' speed, for several sizes of picture, all in one run.
"""

import statistics
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from cnnlabs import bank, course

SIZES = (32, 64, 128)
REPETITIONS = 5


def functions():
    """Return the solution's layers of lab 01 and Keras' own, by name."""
    notebook = course.lab("01_convolution_by_hand").read()
    names = bank.setup_namespace(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in ("conv2d", "conv2d_fast"):
            exec(cell.source, names)
    return {name: names[name] for name in ("conv2d", "conv2d_fast", "keras_conv2d")}


def median_seconds(function, args, repetitions):
    """Return the median time of several calls, after one that warms up."""
    function(*args)
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        function(*args)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    """Measure and print the table."""
    rng = np.random.default_rng(0)
    layers = functions()
    table = Table("picture", "function", "ms", "times the loops' speed")
    for size in SIZES:
        args = (
            rng.normal(size=(1, size, size, 3)),
            rng.normal(size=(5, 5, 3, 8)),
            rng.normal(size=8),
        )
        taken = {
            name: median_seconds(function, args, 1 if name == "conv2d" else REPETITIONS)
            for name, function in layers.items()
        }
        for name, seconds in taken.items():
            ratio = f"{taken['conv2d'] / seconds:.0f}"
            table.add_row(f"{size} x {size} x 3", name, f"{1000 * seconds:.2f}", ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
