"""Run nbgrader: in a process of its own, for it changes directory and environment."""

import os
import subprocess
import sys
from pathlib import Path


def run(root, *arguments):
    """Run one nbgrader command and return what came of it.

    Parameters
    ----------
    root : Path
        Folder of the course, which holds nbgrader_config.py.
    *arguments : str
        What follows ``nbgrader`` on a command line.

    Returns
    -------
    subprocess.CompletedProcess
        With `returncode` and, in `stderr`, nbgrader's log.
    """
    programs = str(Path(sys.executable).parent)  # nbgrader calls alembic by name
    environment = os.environ | {"PATH": programs + os.pathsep + os.environ.get("PATH", "")}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
