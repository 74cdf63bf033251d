"""What `cnnlabs check`, `submit` and `fresh` print."""

import time

import typer
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from cnnlabs import course
from cnnlabs.course import CourseError
from cnnlabs.student import progress, work
from cnnlabs.student import submit as hand_in
from cnnlabs.terminal import err, out

COLOURS = {progress.DONE: "green", progress.WRITTEN: "green", progress.FAILS: "red"}


def check(name, seconds):
    """Run the checks of one lab, or of all that are begun, and print what they say.

    Parameters
    ----------
    name : str or None
    seconds : float
        For one cell.

    Raises
    ------
    typer.Exit
        With 1 when something is not right yet.
    CourseError
        When there is no such lab, or its notebook is damaged.
    """
    if name is None:
        right = _check_all(seconds)
    else:
        lab = course.lab(name)
        exercises = _run(lab, work.read(lab), seconds)
        out.print(f"{lab.title}, {_saved(lab)}")
        out.print(_exercises(exercises))
        out.print(f"{progress.summary(exercises)}. Hidden checks run when you are graded.")
        right = _all_right(exercises)
    if not right:
        raise typer.Exit(1)


def _check_all(seconds):
    table, right = Table("lab", "exercises", "not right yet"), True
    for lab in course.labs():
        try:
            notebook = work.read(lab)
            exercises = _run(lab, notebook, seconds)
        except CourseError as error:
            table.add_row(lab.name, "", Text(str(error)))
            right = False
            continue
        names = [one.name for one in exercises if one.state in (progress.FAILS, progress.NOT_RUN)]
        table.add_row(lab.name, progress.summary(exercises), ", ".join(names))
        right = right and _all_right(exercises)
    out.print(table)
    out.print("`cnnlabs check 1` says what is not right in lab 1.")
    return right


def _all_right(exercises):
    return all(one.state in (progress.DONE, progress.WRITTEN) for one in exercises)


def _run(lab, notebook, seconds):
    """Run a lab's checks, once it is begun, and show on which cell they are."""
    exercises = progress.read(lab, notebook)
    if all(one.state == progress.TO_DO for one in exercises):
        return exercises
    columns = TextColumn("{task.description}"), BarColumn()
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(lab.name, total=None)

        def started(done, cells):
            bar.update(task, completed=done, total=cells)

        return progress.run(lab, notebook, seconds, started)


def _exercises(exercises):
    table = Table("exercise", "worth", "", "what its check says")
    for one in exercises:
        state = Text(one.state, style=COLOURS.get(one.state, ""))
        table.add_row(one.name, one.worth, state, Text(one.message))
    return table


def submit(name):
    """Write the zip of a lab; print what is not complete, and where the zip is.

    Raises
    ------
    CourseError
        When there is no such lab, or its notebook is damaged.
    """
    lab = course.lab(name)
    place, notes = hand_in.submit(lab)
    for note in notes:
        out.print(note, style="yellow", markup=False, highlight=False)
    if not notes:
        out.print("Everything is written, and each check passed when it was last run.")
    out.print(f"The file to hand in holds your notebook, {_saved(lab)}:", highlight=False)
    out.print(str(place), markup=False, highlight=False, soft_wrap=True)


def fresh(name, blank):
    """Put a fresh copy of a lab in place and print where the old one is.

    Raises
    ------
    CourseError
        When there is no such lab.
    """
    lab = course.lab(name)
    kept, taken = work.fresh(lab, blank=blank)
    out.print(f"A whole copy is at {work.path(lab)}", markup=False, soft_wrap=True)
    out.print(f"Answers taken over: {taken}", markup=False)
    if kept:
        out.print(f"The old notebook is kept at {kept}", markup=False, soft_wrap=True)
    out.print("If the lab is open in JupyterLab, choose File, Reload Notebook from Disk.")


def _saved(lab):
    """Say when a notebook was saved."""
    minutes = (time.time() - work.path(lab).stat().st_mtime) / 60
    if minutes < 1:
        return "as saved just now"
    if minutes < 100:
        return f"as saved {minutes:.0f} min ago"
    return time.strftime(
        "as saved on %d %B at %H:%M", time.localtime(work.path(lab).stat().st_mtime)
    )
