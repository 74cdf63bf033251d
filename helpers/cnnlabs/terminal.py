"""What every command prints on, and how it says what is wrong."""

import typer
from rich.console import Console

from cnnlabs.course import CourseError

out, err = Console(), Console(stderr=True)


def told(function, *args, **options):
    """Call a function; turn its CourseError into a message and an exit code."""
    try:
        return function(*args, **options)
    except CourseError as error:
        err.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from None
