"""What lies in course/submitted/ is looked at before anything runs."""

import json
import zipfile

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
        (json.dumps({"cells": [], "nbformat": 3}), "has another format than 4"),
        ("[" * 100_000, "is damaged: it is not JSON"),
        (json.dumps({"cells": [{}], "nbformat": 4}), "one of its cells is no cell"),
        (json.dumps({"cells": [{}] * 3000, "nbformat": 4}), "more than 2000 cells"),
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


def zipped(tmp_path, name, entries):
    folder = tmp_path / "zips"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as archive:
        for entry, text in entries.items():
            archive.writestr(entry, text)
    return folder


def test_zips_of_moodle_and_canvas_are_read_without_unpacking(tmp_path):
    text = LAB.release.read_text()
    notebook = f"{LAB.name}.ipynb"
    zipped(tmp_path, "Ada Lovelace_123_assignsubmission_file_.zip", {notebook: text})
    zipped(tmp_path, "turingalan_LATE_99_42_lab.zip", {f"a/b/{notebook}": text, "../../x": "no"})
    folder = zipped(tmp_path, "bob.zip", {f"..\\..\\{notebook}": text, f"c/{notebook}": text})
    (folder / "cut.zip").write_bytes(b"PK\x03\x04")
    found = {one.student: one.problem for one in submission.find(folder, [LAB])}
    assert found.pop("Ada Lovelace_123") == found.pop("turingalan") == ""
    assert "holds" in found.pop("bob") and "is no zip" in found.pop("cut")
    assert not found
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(
        ["zips", *(path.name for path in folder.iterdir())]
    )


def test_zips_that_moodle_put_into_folders_are_read(tmp_path):
    entries = {f"{LAB.name}/{LAB.name}.ipynb": LAB.release.read_text()}
    folder = zipped(tmp_path, "lab1.zip", entries)
    inner = folder / "Ada Lovelace_123_assignsubmission_file"
    inner.mkdir()
    (folder / "lab1.zip").rename(inner / "lab1.zip")
    (one,) = submission.find(folder, [LAB])
    assert (one.student, one.lab, one.problem) == ("Ada Lovelace_123", LAB.name, "")


def test_two_submissions_of_one_student_are_a_problem_of_both(tmp_path):
    entries = {f"{LAB.name}.ipynb": LAB.release.read_text()}
    zipped(tmp_path, "ann_1_2_first.zip", entries)
    folder = zipped(tmp_path, "ann_1_3_second.zip", entries)
    assert [one.problem for one in submission.find(folder, [LAB])] == 2 * [
        "there are two of ann: keep the one that counts"
    ]


def test_a_link_is_not_followed(submitted, tmp_path):
    elsewhere = tmp_path / "elsewhere.ipynb"
    elsewhere.write_text(LAB.release.read_text())
    (submitted / "ann" / LAB.name / f"{LAB.name}.ipynb").symlink_to(elsewhere)
    (one,) = submission.find(submitted, [LAB])
    assert one.problem == "it is a link; put the file itself there"
