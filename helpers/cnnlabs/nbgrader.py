"""Run nbgrader: in a process of its own, for it changes directory and environment."""

import os
import subprocess
import sys
from pathlib import Path

from cnnlabs import course


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


def formgrader(root, graded, database=None, arguments=()):
    """Become JupyterLab with formgrader open on a graded class; never returns.

    Parameters
    ----------
    root : Path
        Folder of the course.
    graded : Path
        Where `cnnlabs grade` has written its results.
    database : str, optional
        URL of the grade book; the file in `graded` by default.
    arguments : sequence of str
        For JupyterLab.

    Raises
    ------
    course.CourseError
        When nothing was graded there.
    """
    if not (graded / "autograded").is_dir():
        raise course.CourseError(f"nothing is graded in {graded}: run `cnnlabs grade` first")
    put_on_path()
    os.environ["CNNLABS_CLASS"] = os.path.relpath(graded.resolve(), root)
    if database:
        os.environ["CNNLABS_GRADEBOOK"] = database
    os.chdir(root)
    options = ["--ServerApp.default_url=/formgrader", *arguments]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])
