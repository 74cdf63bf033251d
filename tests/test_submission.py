"""What lies in course/submitted/ is looked at before anything runs."""

import json

import nbformat
import pytest

from cnnlabs import course
from cnnlabs.grading import submission

LAB = course.labs()[0]


@pytest.fixture
def submitted(tmp_path):
    folder = tmp_path / "submitted"
    (folder / "ann" / LAB.name).mkdir(parents=True)
    return folder


def looked_at(submitted, notebook):
    path = submitted / "ann" / LAB.name / f"{LAB.name}.ipynb"
    nbformat.write(notebook, path)
    (one,) = submission.find(submitted, [LAB])
    return one


def test_a_good_submission_has_no_problem(submitted):
    one = looked_at(submitted, nbformat.read(LAB.release, as_version=4))
    assert (one.student, one.lab, one.problem, one.note) == ("ann", LAB.name, "", "")


def test_missing_test_cells_are_noted(submitted):
    notebook = nbformat.read(LAB.release, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if course.kind(cell) != "test"]
    one = looked_at(submitted, notebook)
    assert one.problem == ""
    assert one.note.startswith("cells were missing (test_compose_kernels")


def test_duplicated_cells_are_noted(submitted):
    notebook = nbformat.read(LAB.release, as_version=4)
    student = next(cell for cell in notebook.cells if course.kind(cell) == "student")
    notebook.cells.append(nbformat.from_dict({**student, "id": "again"}))
    one = looked_at(submitted, notebook)
    assert one.note == "cells stand there twice (dense_weights): the first one counts"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is damaged: it is not JSON"),
        ("", "is damaged"),
        (json.dumps({"cells": 3}), "is damaged: it is JSON, but no notebook"),
        ("\ud800", "is damaged"),
    ],
)
def test_damaged_files_are_named(submitted, text, words):
    path = submitted / "ann" / LAB.name / f"{LAB.name}.ipynb"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    (one,) = submission.find(submitted, [LAB])
    assert words in one.problem
    assert one.problem.endswith("ask ann for the file again")


def test_an_unknown_lab_is_named(submitted):
    (submitted / "ann" / LAB.name).rename(submitted / "ann" / "lab one")
    (one,) = submission.find(submitted, [LAB])
    assert one.problem == f"no lab has this name; rename it to one of {LAB.name}"


def test_nothing_at_all_says_where_notebooks_go(tmp_path):
    with pytest.raises(course.CourseError, match=r"put each notebook at .*<student>"):
        submission.find(tmp_path / "submitted", [LAB])
