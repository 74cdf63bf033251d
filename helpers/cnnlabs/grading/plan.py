"""What to run of a submission, and where: the release says what each cell is, never the submission."""

import ast
from dataclasses import dataclass

from cnnlabs import course
from cnnlabs.grading.task import SECONDS, Exercise, Release, Step

TEST = "test_"


@dataclass(frozen=True)
class Plan:
    """A lab as the grader sees it."""

    release: Release
    solutions: frozenset
    """The grade_ids of the cells that students fill in."""
    locked: frozenset
    """The grade_ids of setup and test cells: their text comes from the release."""
    demos: frozenset
    """The sources of the demo cells, which grading skips."""


def plan(lab, seconds=SECONDS):
    """Read a lab's plan from its source.

    Parameters
    ----------
    lab : course.Lab
    seconds : float
        For one answer, where a test cell's metadata gives no more.

    Returns
    -------
    Plan

    Examples
    --------
    >>> lab = course.labs()[0]
    >>> plan(lab).release.exercises[0].name
    'dense_weights'
    """
    cells = {kind: [] for kind in course.KINDS}
    for cell in lab.read().cells:
        if kind := course.kind(cell):
            cells[kind].append(cell)
    exercises = tuple(
        Exercise(
            _grade_id(cell).removeprefix(TEST),
            cell.source,
            max(seconds, cell.metadata.get("cnnlabs", {}).get("seconds", 0)),
            cell.metadata.get("cnnlabs", {}).get("bonus", cell.metadata.nbgrader.points),
        )
        for cell in cells["test"]
    )
    functions = {name for cell in cells["student"] for name in functions_defined(cell.source)}
    setups = tuple(cell.source for cell in cells["setup"])
    return Plan(
        Release(setups, exercises, frozenset(functions)),
        frozenset(map(_grade_id, cells["student"])),
        frozenset(map(_grade_id, cells["setup"] + cells["test"])),
        frozenset(cell.source for cell in cells["demo"]),
    )


def steps(plan, cells):
    """List what to do with a submission's cells, in their order.

    A test runs where its cell stands, but not before its exercise's cell; one that is not there runs
    at the end. Of cells that stand there twice the first counts.

    Parameters
    ----------
    plan : Plan
    cells : sequence of notebook.Cell

    Returns
    -------
    list of task.Step
    """
    found, ran, tested = [], set(), set()
    names = [exercise.name for exercise in plan.release.exercises]
    for cell in cells:
        identity, name = cell.grade_id, cell.grade_id.removeprefix(TEST)
        if cell.kind != "code":
            continue
        if identity in plan.locked:
            if name in ran and name in names and name not in tested:
                found.append(Step("test", "", name))
                tested.add(name)
        elif identity in plan.solutions:
            if identity not in ran:
                found.append(Step("run", cell.source, identity))
                ran.add(identity)
        elif cell.source not in plan.demos and "demo" not in cell.tags:
            found.append(Step("run", cell.source))
    return found + [Step("test", "", name) for name in names if name not in tested]


def functions_defined(source):
    """Return the names of the functions that a cell defines at its top."""
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _grade_id(cell):
    return cell.metadata.nbgrader.grade_id
