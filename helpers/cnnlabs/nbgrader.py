"""Run nbgrader: in a process of its own, for it changes directory and environment."""

import os
import subprocess
import sys
from pathlib import Path


def put_on_path():
    """Let this process find the environment's programs: nbgrader calls alembic by name."""
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + path


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
    put_on_path()
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
