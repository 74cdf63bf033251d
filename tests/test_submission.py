"""What lies in course/submitted/ is looked at before anything runs."""

import csv
import io
import json
import struct
import subprocess
import zipfile

import nbformat
import ordinary
import pytest

from cnnlabs import course
from cnnlabs.grading import autograded, submission

READ = nbformat.read
LAB, OTHER = course.labs()[:2]


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


def test_a_release_is_read_once_for_a_class_and_shared_by_none(tmp_path, monkeypatch):
    lab, read = course.labs()[0], []
    monkeypatch.setattr(
        nbformat, "read", lambda path, **how: read.append(path) or READ(path, **how)
    )
    for student in ("ann", "bob"):
        (tmp_path / student / lab.name).mkdir(parents=True)
        path = tmp_path / student / lab.name / f"{lab.name}.ipynb"
        path.write_bytes(lab.release.read_bytes())
    shown = [autograded.notebook(lab, one.cells, []) for one in submission.find(tmp_path, [lab])]
    shown[0].cells[0].source = "changed"
    assert shown[1].cells[0].source == lab.handed_out.cells[0].source != "changed"
    assert read == [lab.release]


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


def damaged(method, place, data):
    """Return a zip of two labs; what lies at a place of the first entry is others' bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for lab in (LAB, OTHER):
            archive.writestr(f"{lab.name}.ipynb", lab.release.read_bytes())
    raw = bytearray(made.getvalue())
    start = 30 + len(f"{LAB.name}.ipynb") + place
    raw[start : start + len(data)] = data
    return raw


@pytest.mark.parametrize(
    ("method", "place", "data"),
    [
        (zipfile.ZIP_DEFLATED, 0, b"\xff" * 40),
        (zipfile.ZIP_LZMA, 4, b"\xff" * 5),
        (zipfile.ZIP_BZIP2, 0, b"\xff" * 40),
        (zipfile.ZIP_STORED, 0, b"\xff" * 40),
    ],
    ids=["deflate", "lzma", "bzip2", "stored"],
)
def test_a_damaged_entry_of_a_zip_is_a_problem_of_its_lab_alone(tmp_path, method, place, data):
    folder = zipped(tmp_path, "ann.zip", {f"{LAB.name}.ipynb": LAB.release.read_text()})
    (folder / "eve.zip").write_bytes(damaged(method, place, data))
    words = f"{LAB.name}.ipynb in it cannot be read; ask eve for it again"
    assert [(one.student, one.problem) for one in submission.find(folder, [LAB, OTHER])] == [
        ("ann", ""), ("eve", words), ("eve", ""),
    ]  # fmt: skip


def test_a_name_in_a_zip_that_is_no_text_is_a_problem_of_its_student(tmp_path):
    folder = zipped(tmp_path, "ann.zip", {f"{LAB.name}.ipynb": LAB.release.read_text()})
    raw = bytearray((folder / "ann.zip").read_bytes())
    listed = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<H", raw, listed + 8, 0x800)  # the name is UTF-8
    raw[listed + 46] = 0xFF
    (folder / "eve.zip").write_bytes(raw)
    assert [(one.student, one.problem) for one in submission.find(folder, [LAB])] == [
        ("ann", ""), ("eve", "is no zip that can be read; ask eve for it again"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["m" * 129, "\x01" * 90], ids=["characters", "bytes"])
def test_a_name_that_fits_into_no_table_or_folder_is_a_problem_of_its_student(tmp_path, name):
    for student in (name, "zoe"):
        (tmp_path / student / LAB.name).mkdir(parents=True)
        path = tmp_path / student / LAB.name / f"{LAB.name}.ipynb"
        path.write_bytes(LAB.release.read_bytes())
    problems = {one.student == "zoe": one.problem for one in submission.find(tmp_path, [LAB])}
    assert problems[True] == ""
    assert problems[False].startswith(
        "the student's name has more than 128 characters or 255 bytes"
    )


def test_names_whose_pages_would_be_one_file_are_a_problem_of_both(tmp_path):
    for student in ("ada:x", "ada_x", "zoe"):
        (tmp_path / student / LAB.name).mkdir(parents=True)
        path = tmp_path / student / LAB.name / f"{LAB.name}.ipynb"
        path.write_bytes(LAB.release.read_bytes())
    words = "its page would lie where that of {} lies: rename one of them"
    assert [one.problem for one in submission.find(tmp_path, [LAB])] == [
        words.format("ada_x"), words.format("ada:x"), "",
    ]  # fmt: skip


def test_what_is_closed_to_the_grader_is_a_problem_of_its_student(programs):
    with ordinary.folder() as place:
        for student in ("ann", "bob", "eve"):
            folder = place / "submitted" / student / LAB.name
            folder.mkdir(parents=True)
            (folder / f"{LAB.name}.ipynb").write_text("{")
        (place / "submitted" / "old.zip").touch()
        ordinary.give(place)
        closed = [("bob",), ("eve", LAB.name), ("old.zip",)]
        for parts in closed:
            place.joinpath("submitted", *parts).chmod(0)
        words = ("grade", place / "submitted", "--out", place / "out")
        ran = subprocess.run(
            ordinary.command(programs / "cnnlabs", *words),
            capture_output=True, text=True, check=False, timeout=300,
            env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(place)},
        )  # fmt: skip
        assert ran.returncode == 3, ran.stdout + ran.stderr
        with open(place / "out" / "grades.csv", newline="") as file:
            told = {row["student"]: row["message"] for row in csv.DictReader(file)}
    assert "ask ann for the file again" in told.pop("ann")
    words = "it cannot be read (Permission denied); give yourself the right to"
    assert told == dict.fromkeys(("bob", "eve", "old"), words)


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
