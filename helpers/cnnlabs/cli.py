"""The command line: the student's commands, and the instructor's where the course is complete."""

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cnnlabs.terminal import told

INSTRUCTOR = "cnnlabs.desk"  # not in the student edition

OPTIONS = ["--LabApp.default_url=/lab/tree/START.ipynb"]
if os.name == "posix":  # a login shell, which is the default, would forget this environment's PATH
    shell = os.environ.get("SHELL", "sh")
    OPTIONS += [f"--ServerApp.terminado_settings={ {'shell_command': [shell]} }"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The commands of the course.",
)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context):
    """Open JupyterLab on your labs; further arguments are JupyterLab's own.

    Each lab is copied into work/ the first time. What lies there is yours: no update of the course
    and no command overwrites it.
    """
    from jupyterlab.labapp import LabApp

    from cnnlabs.kernels import provisioner
    from cnnlabs.student import start, work

    told(work.prepare)
    start.write()
    _put_first("JUPYTER_CONFIG_PATH", start.settings())
    _put_first("PATH", Path(sys.executable).parent)  # for its terminals
    provisioner.use()
    provisioner.start_early()
    LabApp.launch_instance([str(work.folder()), *OPTIONS, *context.args])


@app.command()
def check(
    lab: Annotated[str | None, typer.Argument(help="Name or number; all labs by default.")] = None,
    seconds: Annotated[float, typer.Option(help="Most that one cell may take.", min=1)] = 60,
):
    """Run the checks of your notebooks, and say what is done and what is not right yet.

    Takes the notebooks as they were saved last, and changes nothing. Of all labs, only those that
    you have begun run. Exits with 1 when something is not right yet.
    """
    from cnnlabs.student import show

    told(show.check, lab, seconds)


@app.command()
def submit(lab: Annotated[str, typer.Argument(help="Name or number of the lab.")]):
    """Write the zip to hand in, and say what is not complete."""
    from cnnlabs.student import show

    told(show.submit, lab)


@app.command()
def fresh(
    lab: Annotated[str, typer.Argument(help="Name or number of the lab.")],
    blank: Annotated[bool, typer.Option("--blank", help="Take no answers over.")] = False,
):
    """Make a whole copy of a lab with your answers, and keep the old notebook beside it.

    For a notebook that is broken, or has lost a cell, or is older than the course.
    """
    from cnnlabs.student import show

    told(show.fresh, lab, blank)


def _put_first(variable, folder):
    """Put a folder in front of those that an environment variable lists."""
    rest = os.environ.get(variable)
    os.environ[variable] = os.pathsep.join([str(folder), *([rest] if rest else [])])


if importlib.util.find_spec(INSTRUCTOR):
    app.add_typer(importlib.import_module(f"{INSTRUCTOR}.commands").app)


if __name__ == "__main__":
    sys.argv[0] = Path(sys.argv[0]).stem
    app()
