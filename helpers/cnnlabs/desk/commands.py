"""The instructor's commands: `cnnlabs build | bundle | prove | grade | doctor | lock | docs`.

The student edition comes without this package; there `cnnlabs` has the student's commands only.
"""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from cnnlabs import course
from cnnlabs.terminal import err, out, told

app = typer.Typer()

Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; say what is not up to date, and exit with 1."),
]


@app.command()
def build(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs to build; all by default.")] = None,
    check: Check = False,
):
    """Make solutions/, notebooks/ and README's table from labs/."""
    from cnnlabs.build import build

    _report(told(build, course.ROOT, labs or (), check=check))


@app.command("new-lab")
def new_lab_(
    name: Annotated[str, typer.Argument(help="Its name without the number, as in pooling.")],
    title: Annotated[str, typer.Argument(help="Its title, as students read it.")],
):
    """Write a small lab that works, with the next number, and its answer bank: a place to begin."""
    from cnnlabs.desk import new_lab

    source, bank = told(new_lab.new_lab, name, title, course.ROOT)
    out.print(
        f"{source} and {bank} are written.\nNext: cnnlabs build {source.stem}, then cnnlabs prove "
        f"{source.stem}; docs/authoring.md says how to go on.",
        markup=False, soft_wrap=True,
    )  # fmt: skip


@app.command()
def bundle(
    out_path: Annotated[
        Path, typer.Argument(metavar="OUT", help="A new folder, or a file that ends in .zip.")
    ],
):
    """Write the student edition: notebooks, helper package, environment; no answers, no grader.

    Every line of every solution and hidden test is looked for in every file first.
    """
    from cnnlabs.desk import bundle

    count = told(bundle.bundle, out_path)
    out.print(f"{out_path} holds the student edition: {count} files.", markup=False, soft_wrap=True)


@app.command()
def prove(
    lab: Annotated[str, typer.Argument(help="The lab.")],
    exercises: Annotated[list[str] | None, typer.Argument(help="Only these exercises.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many at once.", min=1)] = None,
    notebook: Annotated[
        bool,
        typer.Option("--notebook", help="As a student's notebook does: one process, no cheats."),
    ] = False,
):
    """Grade a lab's answer bank and cheats as a class is graded: in the sandbox, hidden tests included.

    The table says how many right answers passed, how many wrong ones were rejected, were told their
    mistake by name, and failed in a check that students can see, and how many cheats earned nothing.
    Below it stand the mistakes that no check names and those that only hidden tests catch.

    Exits with 1 when a right answer fails, a wrong one passes or is given another name, or a cheat
    earns a point; what to do stands with each.
    """
    from cnnlabs.desk import proof

    way = _judged if notebook else _graded
    verdicts = told(lambda: way(course.lab(lab, course.ROOT), exercises or (), workers))
    out.print(proof.table(verdicts))
    for line in proof.notes(verdicts, course.ROOT):
        out.print(line, markup=False, soft_wrap=True)
    if not all(verdict.as_expected for verdict in verdicts):
        raise typer.Exit(1)


def _graded(lab, exercises, workers):
    """Prove a lab's bank as a class is graded."""
    _sandboxed("--notebook judges your own answers in one process.")
    from cnnlabs.desk import prove
    from cnnlabs.grading import batch, cluster, report

    options = batch.Options(workers=workers)
    with report.progress(err) as progress, cluster.connected(options) as client:
        task = progress.add_task("proving", total=None)
        return prove.prove(
            client, lab, exercises,
            lambda done, count: progress.update(task, completed=done, total=count),
        )  # fmt: skip


def _judged(lab, exercises, workers):
    """Prove a lab's bank as a notebook judges."""
    from cnnlabs import bank

    with bank.processes(workers) as pool:
        return bank.prove(pool, lab, exercises)


@app.command()
def grade(  # noqa: PLR0917  each is an option by name
    submitted: Annotated[
        Path | None, typer.Argument(help="Folder of submissions; course/submitted by default.")
    ] = None,
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Folder for the results; course by default.")
    ] = None,
    lab: Annotated[list[str] | None, typer.Option(help="Grade only this lab.")] = None,
    student: Annotated[list[str] | None, typer.Option(help="Grade only this student.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many at once.", min=1)] = None,
    scheduler: Annotated[str | None, typer.Option(help="Address of a dask cluster.")] = None,
    db: Annotated[str | None, typer.Option(help="URL of the grade book.")] = None,
    timeout: Annotated[float, typer.Option(help="Seconds for one call or cell.", min=1)] = 60,
    memory: Annotated[float, typer.Option(help="GB for one student's code.", min=0.5)] = 3,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Grade without the sandbox.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
):
    """Grade a class: students' code in a sandbox, the tests in a process that it cannot reach.

    Writes the grade book, grades.csv, remarks.csv and feedback/<student>/<lab>.html. What was graded
    before is not run again. Exits with 0 when all were graded, with 3 when some could not be.
    """
    if not unsafe:
        _sandboxed("--unsafe grades all the same: only do that for submissions you trust.")
    from cnnlabs.grading import batch, report, sandbox, trouble

    limits = None if unsafe else sandbox.Limits(memory=int(memory * (1 << 30)))
    options = batch.Options(limits, timeout, workers, scheduler, db)
    folder = out_folder or course.ROOT / "course"
    results = []

    def run():
        running = batch.grade(
            submitted or course.ROOT / "course" / "submitted", folder, options,
            root=course.ROOT, labs=lab or (), students=student or (), say=_note,
        )  # fmt: skip
        with trouble.told(folder), contextlib.closing(running):  # Ctrl-C comes at any moment
            count = next(running)
            with report.progress(err) as progress:
                task = progress.add_task("grading", total=count)
                for result in running:
                    results.append(result)
                    progress.advance(task)
            report.write(folder, results, part=bool(lab or student))

    try:
        told(run)
    except KeyboardInterrupt:
        err.print(f"Stopped. {trouble.GO_ON}")
        raise typer.Exit(130) from None
    if json_:
        print(report.as_json(results))
    else:
        out.print(report.table(results))
        for line in report.notes(results):
            out.print(line, markup=False, soft_wrap=True)
    if any(result.submission.problem for result in results):
        raise typer.Exit(3)


@app.command()
def report(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A graded class; course by default.")
    ] = None,
    submitted: Annotated[
        Path | None, typer.Option(help="Its submissions; DIR/submitted by default.")
    ] = None,
):
    """Write DIR/report.html: scores, exercises, mistakes, what needs a human, answers that are alike."""
    from cnnlabs.desk import report

    page = told(lambda: report.report(folder or course.ROOT / "course", submitted, course.ROOT))
    out.print(f"{page} is written.", markup=False, soft_wrap=True)


@app.command()
def export(  # noqa: PLR0917  each is an option by name
    platform: Annotated[str, typer.Argument(help="canvas, moodle or blackboard.")],
    students: Annotated[
        Path | None, typer.Option(help="The platform's own list of students, as it exports it.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="File to write; PLATFORM.csv by default.")] = None,
    lab: Annotated[list[str] | None, typer.Option(help="Export only this lab.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="LAB=TITLE: the column of a lab on the platform.")
    ] = None,
    db: Annotated[
        str | None, typer.Option(help="URL of the grade book; course/gradebook.db by default.")
    ] = None,
):
    """Write the grades as Canvas, Moodle or Blackboard imports them.

    Points come from the grade book: bonus and points by hand included, late penalties taken off. Names
    that the list does not hold are told. Without a list, students are named as in the grade book.
    """
    from cnnlabs.desk import exports

    path = course.ROOT / "course" / "gradebook.db"
    written, notes = told(
        lambda: exports.export(
            platform, db or f"sqlite:///{path}", to, students=students, labs=lab or (),
            columns=dict(one.partition("=")[::2] for one in column or ()),
        )
    )  # fmt: skip
    for note in notes:
        _note(note)
    out.print(f"{written} is written.", markup=False, soft_wrap=True)


@app.command()
def site(
    out_folder: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="Its folder; .cache/site by default.")
    ] = None,
    instructors: Annotated[
        bool, typer.Option("--instructors", help="Add the solutions and their hidden tests.")
    ] = False,
):
    """Build the course as a web site: labs, guides and the package, without solutions."""
    from cnnlabs.desk import site

    page = told(site.build, course.ROOT, out_folder, instructors=instructors)
    out.print(f"The site is built: open {page}", markup=False, soft_wrap=True)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def formgrader(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A graded class; course by default.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="URL of its grade book, as for grade.")] = None,
):
    """Open nbgrader's formgrader on a graded class, to give points by hand; more goes to JupyterLab.

    When you are done, run `cnnlabs grade` as before: it takes your points over.
    """
    from cnnlabs import nbgrader

    options = context.args
    if folder and str(folder).startswith("-"):  # JupyterLab's first option, when no folder is named
        folder, options = None, [str(folder), *options]
    told(nbgrader.formgrader, course.ROOT, folder or course.ROOT / "course", db, options)


@app.command("doctor")
def doctor_():
    """Say what this machine can enforce of the sandbox that grading needs.

    Exits with 0 when everything holds, otherwise with 1.
    """
    from cnnlabs.grading import doctor

    found = doctor.problems()
    for problem in found:
        out.print(problem, markup=False, soft_wrap=True)
    if found:
        raise typer.Exit(1)
    out.print(
        "The sandbox holds: no network, nothing to read or write but its own, its own processes."
    )


@app.command("lock")
def lock_(check: Check = False):
    """Make requirements.lock and environment.yml from pyproject.toml."""
    from cnnlabs import lock

    _report(told(lock.lock, course.ROOT, check=check))


@app.command()
def docs(check: Check = False):
    """Make the list of commands and the table of attacks in docs/."""
    from cnnlabs import cli, reference

    _report(told(reference.write, cli.app, course.ROOT, check=check))


def _sandboxed(otherwise):
    """Exit when this machine has no sandbox, and say what can be done without."""
    from cnnlabs.grading import doctor  # the others need what only a machine with a sandbox has

    found = doctor.problems()
    for problem in found:
        err.print(problem, style="red", markup=False, soft_wrap=True)
    if found:
        err.print(f"Student code is not run without a sandbox. {otherwise}", soft_wrap=True)
        raise typer.Exit(2)


def _note(line):
    err.print(line, markup=False, soft_wrap=True)


def _report(messages):
    for message in messages:
        err.print(message, markup=False, soft_wrap=True)
    if messages:
        raise typer.Exit(1)
