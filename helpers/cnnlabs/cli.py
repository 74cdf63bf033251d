"""The command line: the student's commands, and the instructor's where the course is complete."""

import importlib
import importlib.util
import os
import sys
from pathlib import Path

import typer

from cnnlabs import course

INSTRUCTOR = "cnnlabs.desk"  # not in the student edition

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Open, build and grade the labs.",
)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context):
    """Open JupyterLab on the labs; further arguments are JupyterLab's own."""
    command = [sys.executable, "-m", "jupyterlab", str(course.ROOT / "notebooks"), *context.args]
    os.execv(sys.executable, command)


if importlib.util.find_spec(INSTRUCTOR):
    app.add_typer(importlib.import_module(f"{INSTRUCTOR}.commands").app)


if __name__ == "__main__":
    sys.argv[0] = Path(sys.argv[0]).stem
    app()
