"""How much sooner does a forked kernel answer? Kernels from the warm parent beside ordinary ones.

Run ``.venv/bin/python benchmarks/kernels.py``. Prints the median time from the start of a kernel
until it has answered a first cell that imports TensorFlow and Keras, for ordinary and warm kernels in
turn, in one run, and the ratio. The start of the warm parent, once for each Jupyter server, has a
line of its own.

``--nbval`` measures nbval over all executed labs in the same way, one lab after another; there each run
starts a warm parent of its own, which is counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from rich.console import Console
from rich.table import Table

from cnnlabs import course
from cnnlabs.kernels import provisioner

PROVISIONERS = {"ordinary": "local-provisioner", "warm": provisioner.NAME}
FIRST_CELL = "import tensorflow as tf, keras"


def first_cell(name):
    """Return the seconds from the start of a kernel until its first cell is answered."""
    KernelProvisionerFactory.instance().default_provisioner_name = PROVISIONERS[name]
    start = time.perf_counter()
    manager, client = start_new_kernel(stderr=subprocess.DEVNULL)
    client.execute_interactive(FIRST_CELL, output_hook=lambda _: None)
    seconds = time.perf_counter() - start
    if isinstance(manager.provisioner.process, provisioner.Kernel) != (name == "warm"):
        sys.exit(f"the kernel that should be {name} is not: the log of Jupyter says why")
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return seconds


def nbval(name):
    """Return the seconds that nbval takes for all executed labs."""
    chosen = {KernelProvisionerFactory.default_provisioner_name_env: PROVISIONERS[name]}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "solutions"]
    start = time.perf_counter()
    subprocess.run(
        command, cwd=course.ROOT, env=os.environ | chosen, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def warm_parent():
    """Return the seconds until the warm parent has started."""
    start = time.perf_counter()
    provisioner.parent.connect(dict(os.environ)).close()
    return time.perf_counter() - start


def main():
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--nbval", action="store_true", help="nbval over all labs instead")
    options.add_argument("--times", type=int, default=5, help="how often each is measured")
    chosen = options.parse_args()
    measure = nbval if chosen.nbval else first_cell
    what = "nbval over all labs" if chosen.nbval else "first cell answered"
    table = Table(what, "s", "least", "most", "times as fast")
    if not chosen.nbval:
        table.add_row("warm parent, once", f"{warm_parent():.2f}")
    taken = {name: [] for name in PROVISIONERS}
    for _ in range(chosen.times):
        for name, seconds in taken.items():
            seconds.append(measure(name))
    median = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, seconds in taken.items():
        numbers = (median[name], min(seconds), max(seconds))
        ratio = f"{median['ordinary'] / median[name]:.1f}"
        table.add_row(name, *(f"{number:.2f}" for number in numbers), ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
