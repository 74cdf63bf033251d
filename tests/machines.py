"""Processes for the tests: the real command, a dask cluster, and what is left of them."""

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cnnlabs.grading import sandbox

SECONDS = 900


def grade(programs, root, out, *options, **more):
    """Run `cnnlabs grade` as a user would; return what came of it."""
    command = [programs / "cnnlabs", "grade", root / "course" / "submitted", "--out", out, *options]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=SECONDS, **quiet(more)
    )


def start(programs, root, out, *options, **more):
    """Start `cnnlabs grade` in a process group of its own, as a shell does."""
    command = [programs / "cnnlabs", "grade", root / "course" / "submitted", "--out", out, *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0,
        **quiet(more),
    )  # fmt: skip


def quiet(more):
    return {"env": os.environ | {"COLUMNS": "200", "PYTHONPATH": ""}} | more


def lacking(what):
    """Skip a test for what this machine lacks; in CI, which has it all, fail."""
    (pytest.fail if "CI" in os.environ else pytest.skip)(what)


def wait_for(condition, seconds=120):
    """Wait until a condition holds; return its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise TimeoutError(condition)


@contextlib.contextmanager
def running(command, folder):
    """Run a program in a folder of its own; end it and its children afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, process_group=0, **quiet({})
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def scheduler(programs, folder):
    """Run a dask scheduler; yield its address."""
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file)
    with running([programs / "dask", "scheduler", *options], folder):
        wait_for(lambda: file.exists() and file.stat().st_size)
        yield json.loads(file.read_text())["address"]


def worker(programs, folder, address):
    """Return the command that starts a dask worker."""
    options = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--local-directory", folder)
    return [programs / "dask", "worker", address, *options]


def processes():
    """Return each process's parent and command, by number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            found[int(folder.name)] = parent, command
    return found


def below(number):
    """Return the processes that a process started, and those that they started."""
    every = processes()
    found = [number]
    for one in found:
        found += [child for child, (parent, _) in every.items() if parent == one]
    return found[1:]


def warm_parents(number):
    """Return the warm parents that a process started."""
    every = processes()
    return [one for one in below(number)
            if "cnnlabs.grading.warm" in every.get(one, (0, ""))[1]
            and "cnnlabs.grading.warm" not in every.get(every[one][0], (0, ""))[1]]  # fmt: skip


def gone(numbers, seconds=20):
    """Wait until none of some processes is there any more; return those that are."""
    with contextlib.suppress(TimeoutError):
        wait_for(lambda: not alive(numbers), seconds)
    return alive(numbers)


def alive(numbers):
    """Return those of some processes that are there, with what they are."""
    every = processes()
    return {number: every[number] for number in numbers if every.get(number, (0, ""))[1]}


def caged():
    """Return the processes of sandboxes that outlived their keepers; other runs may go on beside."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError, KeyError):
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if int(fields["Uid"].split()[0]) >= sandbox.FIRST_UID and int(fields["PPid"]) == 1:
                found.append(status.parent.name)
    return found
