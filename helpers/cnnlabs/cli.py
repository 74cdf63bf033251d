"""The command line: `cnnlabs lab | build | grade | lock | docs`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cnnlabs import course, lock, reference

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Open, build and grade the labs.",
)
out, err = Console(), Console(stderr=True)

Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; say what is not up to date, and exit with 1."),
]


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context):
    """Open JupyterLab on the labs; further arguments are JupyterLab's own."""
    command = [sys.executable, "-m", "jupyterlab", str(course.ROOT / "notebooks"), *context.args]
    os.execv(sys.executable, command)


@app.command()
def build(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs to build; all by default.")] = None,
    check: Check = False,
):
    """Make solutions/, notebooks/ and README's table from labs/."""
    from cnnlabs.build import build

    _report(_told(build, course.ROOT, labs or (), check=check))


@app.command()
def prove(
    lab: Annotated[str, typer.Argument(help="The lab.")],
    exercises: Annotated[list[str] | None, typer.Argument(help="Only these exercises.")] = None,
):
    """Run the answer bank against a lab's real test cells, hidden tests included.

    The table says how many right answers passed, and how many wrong ones failed, failed in a check
    that students can see, and were told their mistake by name.

    Exits with 1 when a right answer fails, or a wrong one passes or is given another name.
    """
    from cnnlabs import bank

    verdicts = _told(lambda: bank.prove(course.lab(lab), exercises or ()))
    out.print(_bank_table(verdicts))
    wrong = [verdict for verdict in verdicts if not verdict.as_expected]
    for verdict in wrong:
        said = "passed" if verdict.passed else f"failed as {verdict.mistake}: {verdict.message}"
        out.print(f"{verdict.answer.path}: {said}", markup=False, soft_wrap=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def grade(
    lab: Annotated[list[str] | None, typer.Option(help="Grade only this lab.")] = None,
    student: Annotated[list[str] | None, typer.Option(help="Grade only this student.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many at once.", min=1)] = None,
):
    """Grade course/submitted/ and write feedback to course/feedback/.

    Exits with 0 when all were graded, with 3 when some could not be.
    """
    from cnnlabs.grading.batch import grade

    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("grading", total=None)
        results = _told(
            grade,
            course.ROOT,
            lab or (),
            student or (),
            workers=workers,
            done=lambda result: progress.advance(task),
        )
    out.print(_table(results))
    for result in results:
        one = result.submission
        if one.problem or one.note:
            place = one.path if one.problem else f"{one.student}, {one.lab}"
            out.print(f"{place}: {one.problem or one.note}", markup=False, soft_wrap=True)
    failed = sum(bool(result.submission.problem) for result in results)
    if failed:
        out.print(f"{failed} of {len(results)} could not be graded; see above what to do.")
        raise typer.Exit(3)


@app.command("lock")
def lock_(check: Check = False):
    """Make requirements.lock and environment.yml from pyproject.toml."""
    _report(_told(lock.lock, course.ROOT, check=check))


@app.command()
def docs(check: Check = False):
    """Make the list of commands in docs/."""
    _report(reference.write(app, course.ROOT / "docs" / "commands.md", check=check))


def _told(function, *args, **options):
    """Call a function; turn its CourseError into a message and exit 2."""
    try:
        return function(*args, **options)
    except course.CourseError as error:
        err.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from None


def _report(messages):
    for message in messages:
        err.print(message, markup=False, soft_wrap=True)
    if messages:
        raise typer.Exit(1)


def _table(results):
    table = Table("student", "lab", "points", "of", "bonus", "by hand")
    for result in results:
        one, scores = result.submission, result.scores
        if scores is None:
            table.add_row(one.student, one.lab, "not graded", style="red")
            continue
        numbers = (scores[key] for key in ("points", "max_points", "bonus", "by_hand"))
        table.add_row(one.student, one.lab, *(f"{number:g}" for number in numbers))
    return table


def _bank_table(verdicts):
    table = Table("exercise", "right", "passed", "wrong", "failed", "in sight", "named")
    every = {verdict.answer.exercise: None for verdict in verdicts}
    for exercise in [*every, "all"]:
        chosen = [v for v in verdicts if exercise in (v.answer.exercise, "all")]
        right = [v for v in chosen if v.answer.right]
        wrong = [v for v in chosen if not v.answer.right]
        named = sum(v.answer.mistake == v.mistake for v in wrong)
        counts = (
            len(right),
            sum(v.passed for v in right),
            len(wrong),
            sum(not v.passed for v in wrong),
            sum(v.visible for v in wrong),
        )
        table.add_row(exercise, *map(str, counts), f"{named} ({named / max(len(wrong), 1):.0%})")
    return table


if __name__ == "__main__":
    sys.argv[0] = Path(sys.argv[0]).stem
    app()
