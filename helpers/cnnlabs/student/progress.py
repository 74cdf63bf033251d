"""How far a student has come: what the visible checks said, cell by cell.

`read` takes it from the outputs in a notebook, as it was last run and saved; `run` runs a copy first.
"""

from copy import deepcopy
from dataclasses import dataclass

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from cnnlabs import course
from cnnlabs.check import explain
from cnnlabs.kernels import provisioner
from cnnlabs.student import work

DONE, TO_DO, FAILS, NOT_RUN, WRITTEN = "done", "to do", "fails", "not run", "written"
SECONDS = 60
SETUP_SECONDS = 300  # imports, on a machine that has not done them yet
SKIPPED = "demo"  # cells with this tag are not run, as in grading


@dataclass(frozen=True)
class Exercise:
    """One exercise, or the question in words, and how far it is."""

    name: str
    worth: str
    state: str
    """`DONE`, `TO_DO`, `FAILS` or `NOT_RUN`; a question in words is `WRITTEN` or `TO_DO`."""
    message: str = ""
    """What its check said first."""
    problem: bool = False
    """Whether a cell of the course is missing or changed."""


def read(lab, notebook):
    """Tell the state of each exercise from the outputs in a notebook.

    Parameters
    ----------
    lab : course.Lab
    notebook : nbformat.NotebookNode
        A student's.

    Returns
    -------
    list of Exercise
        In the lab's order.
    """
    released = _by_id(_release(lab))
    theirs = _by_id(notebook)
    return [
        _exercise(lab, name, released, theirs)
        for name, cell in released.items()
        if cell.metadata.nbgrader.grade
    ]


def run(lab, notebook, seconds=SECONDS, started=lambda done, cells: None):
    """Run a copy of a student's notebook with the course's checks and tell each exercise's state.

    All code cells but demos run in a kernel of their own. A cell that does not end, or ends the
    kernel, is left out, and the others run again without it.

    Parameters
    ----------
    lab : course.Lab
    notebook : nbformat.NotebookNode
        A student's; not changed.
    seconds : float
        For one cell, where a check's metadata gives no more.
    started : callable
        Called with the number of a cell and of all cells when the cell is about to run.

    Returns
    -------
    list of Exercise
    """
    copy = _with_the_courses_cells(lab, notebook)
    while (stuck := _execute(copy, work.path(lab).parent, seconds, started)) is not None:
        cell, why = stuck
        text = explain.lost(why, _limit(cell, seconds))
        cell.outputs = [nbformat.v4.new_output("error", ename="", evalue=text)]
        cell.metadata.tags = [*cell.metadata.get("tags", []), SKIPPED]
    return read(lab, copy)


def summary(exercises):
    """Say in a few words how far a lab is.

    Parameters
    ----------
    exercises : list of Exercise

    Examples
    --------
    >>> summary([Exercise("f", "1 point", DONE), Exercise("g", "1 point", TO_DO)])
    '1 of 2 done'
    """
    finished = sum(one.state in (DONE, WRITTEN) for one in exercises)
    failing = sum(one.state == FAILS for one in exercises)
    parts = [f"{finished} of {len(exercises)} done", f"{failing} not right yet" if failing else ""]
    return ", ".join(part for part in parts if part)


def _release(lab):
    return nbformat.read(lab.release, as_version=4)


def _by_id(notebook):
    """Return the cells that the course knows, in order; of two with one id the first counts."""
    found = {}
    for cell in notebook.cells:
        if name := work.grade_id(cell):
            found.setdefault(name, cell)
    return found


def _exercise(lab, name, released, theirs):
    """Tell the state of one graded cell of the release."""
    cell = released[name]
    if work.to_fill_in(cell):
        return _question(lab, name, cell, theirs.get(name))
    exercise = name.removeprefix("test_")
    state, message, problem = _state(lab, exercise, released, theirs)
    return Exercise(exercise, _worth(cell), state, message, problem)


def _question(lab, name, cell, theirs):
    if theirs is None:
        return Exercise(name, _worth(cell), TO_DO, lost_cell(lab, name), True)
    changed = theirs.source.strip() != cell.source.strip()
    return Exercise(name, _worth(cell), WRITTEN if changed else TO_DO)


def _state(lab, exercise, released, theirs):
    """Return a state, what to say of it, and whether a cell is missing or changed."""
    answer, test = theirs.get(exercise), theirs.get(f"test_{exercise}")
    if answer is None:
        return FAILS, lost_cell(lab, exercise), True
    if test is None or test.source != released[f"test_{exercise}"].source:
        return NOT_RUN, changed_check(lab), True
    if answer.source.strip() == released[exercise].source.strip():
        return TO_DO, "", False
    if message := _error(answer) or _error(test):
        return FAILS, message, False
    return (DONE if test.execution_count else NOT_RUN), "", False


def lost_cell(lab, name):
    """Say that a cell to fill in is not there, and what to do."""
    return (
        f"The cell of {name} is missing. `cnnlabs fresh {work.number(lab)}` makes a whole copy "
        "and takes your answers over."
    )


def changed_check(lab):
    """Say that a check cell is not there or another one, and what to do."""
    return (
        "Its check cell is missing or not the course's. "
        f"`cnnlabs fresh {work.number(lab)}` makes a whole copy and takes your answers over."
    )


def _worth(cell):
    bonus = cell.metadata.get("cnnlabs", {}).get("bonus")
    points = bonus or cell.metadata.nbgrader.points
    return f"{points:g} {'bonus ' if bonus else ''}point{'s' if points > 1 else ''}"


def _error(cell):
    """Return what a cell stopped with; empty when it did not."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            kind = "" if output.ename == "CheckFailed" else output.ename
            return ": ".join(part for part in (kind, output.evalue) if part)
    return ""


def _with_the_courses_cells(lab, notebook):
    """Return a copy whose setup and check cells are the course's, the missing ones put back."""
    locked = {name: c for name, c in _by_id(_release(lab)).items() if c.metadata.nbgrader.locked}
    theirs = _by_id(notebook)
    copy = deepcopy(notebook)
    copy.cells = [
        *(c for name, c in locked.items() if name not in theirs and course.kind(c) == "setup"),
        *(locked.get(work.grade_id(cell), cell) for cell in copy.cells),
        *(c for name, c in locked.items() if name not in theirs and course.kind(c) == "test"),
    ]
    return copy


def _limit(cell, seconds):
    least = SETUP_SECONDS if "setup" in cell.metadata.get("tags", []) else 0
    return max(seconds, cell.metadata.get("cnnlabs", {}).get("seconds", least))


def _execute(notebook, folder, seconds, started):
    """Run a notebook in place; return the cell that stopped it and why, or None at its end."""
    current = []

    def begins(cell, cell_index):
        current[:] = [cell]
        started(cell_index, len(notebook.cells))

    provisioner.use()
    client = NotebookClient(
        notebook,
        timeout_func=lambda cell: _limit(cell, seconds),
        kernel_name="python3",
        allow_errors=True,
        record_timing=False,
        skip_cells_with_tag=SKIPPED,
        on_cell_start=begins,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],  # what it logs is not the student's
    )
    try:
        client.execute()
    except CellTimeoutError:
        return current[0], "timeout"
    except DeadKernelError:
        return current[0], "died"
    return None
