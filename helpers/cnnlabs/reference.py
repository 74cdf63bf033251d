"""The documentation of the commands, from the commands themselves."""

import typer.main
from typer.cli import get_docs_for_click

from cnnlabs.derived import update


def write(app, path, *, check=False):
    """Bring the list of commands up to date.

    Parameters
    ----------
    app : typer.Typer
    path : Path
        The Markdown file.
    check : bool
        Write nothing.

    Returns
    -------
    list of str
        What is not up to date, with `check`; otherwise empty.
    """
    group = typer.main.get_command(app)
    context = group.make_context("cnnlabs", [], resilient_parsing=True)
    text = get_docs_for_click(obj=group, ctx=context, name="cnnlabs")
    return update(path, text.strip() + "\n", check=check, command="make docs")
