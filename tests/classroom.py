"""A class for the tests: who submits what, and what the grade book says of it."""

import nbformat
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from cnnlabs import cli, course


def solutions(lab):
    """Return the lab's own answer to each exercise."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in lab.read().cells
        if course.kind(cell) == "student"
    }


def first_exercise(lab):
    """Return the grade_id of the first cell to fill in."""
    return next(iter(solutions(lab)))


def points(lab):
    """Return what each exercise is worth, bonus included."""
    tests = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in lab.read().cells
        if course.kind(cell) == "test"
    } | course.bonuses(lab.solution)
    return {name.removeprefix("test_"): worth for name, worth in tests.items()}


def by_hand(lab):
    """Return the points that a human gives."""
    return lab.points + lab.bonus - sum(points(lab).values())


def question(lab):
    """Return the grade_id of the question in words."""
    (written,) = (
        cell.metadata.nbgrader.grade_id
        for cell in lab.read().cells
        if cell.cell_type == "markdown" and "nbgrader" in cell.metadata
    )
    return written


def submit(root, lab, student, answers):
    """Write a notebook in which some exercises are filled in; return its path."""
    notebook = nbformat.read(lab.release, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    path = root / "course" / "submitted" / student / lab.name / f"{lab.name}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


def graded_by_command(root):
    """Run `cnnlabs grade` on a copy of the course; return what came of it."""
    return command(root, "grade")


def command(root, *arguments):
    """Run a command of cnnlabs on a copy of the course; return what came of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "ROOT", root)
        patch.setenv("COLUMNS", "200")
        return CliRunner().invoke(cli.app, list(arguments))


def graded_in_this_process(root, *options):
    """Run `cnnlabs grade` on a class of this course; return what came of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")
        return CliRunner().invoke(cli.app, ["grade", str(root / "course" / "submitted"), *options])


def scores(root, lab, student):
    """Return the points of each exercise, bonus included, and the points that wait for a human."""
    with Gradebook(f"sqlite:///{root}/course/gradebook.db") as book:
        grades = book.find_submission_notebook(lab.name, lab.name, student).grades
        tests = [grade for grade in grades if grade.name.startswith("test_")]
        waiting = sum(grade.max_score for grade in grades if grade.needs_manual_grade)
        return {grade.name.removeprefix("test_"): grade.score for grade in tests}, waiting


def feedback(root, lab, student):
    """Return a student's page."""
    return (root / "course" / "feedback" / student / f"{lab.name}.html").read_text()
