"""A run of the grader is taken up again, is stopped, and is told to programs."""

import csv
import json
import os
import signal
import sqlite3
import sys
import time

import classroom
import machines
import pytest

from cnnlabs import course
from cnnlabs.grading import results
from cnnlabs.grading.plan import plan
from cnnlabs.grading.task import Step

LAB = course.labs()[0]
SOLUTIONS = classroom.solutions(LAB)
FIRST = classroom.first_exercise(LAB)
STUDENTS = ("ada", "bob", "eve")


@pytest.fixture(scope="module")
def room(tmp_path_factory, programs):
    """Grade a class once; return the folder in which it lies."""
    root = tmp_path_factory.mktemp("class")
    for number, student in enumerate(STUDENTS):
        classroom.submit(root, LAB, student, dict(list(SOLUTIONS.items())[:number]))
    ran = machines.grade(programs, root, root / "out", "--json")
    assert ran.returncode == 0, ran.stderr
    (root / "told.json").write_text(ran.stdout)
    return root


def used(root):
    with sqlite3.connect(root / "out" / "verdicts.db") as database:
        return database.execute("SELECT student, cpu_seconds, memory FROM usage").fetchall()


def grades(root):
    with open(root / "out" / "grades.csv", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in (".csv", ".html")
    }


def test_what_each_submission_took_is_recorded_and_told(room):
    told = json.loads((room / "told.json").read_text())
    assert [one["student"] for one in told] == list(STUDENTS)
    recorded = {student: (seconds, memory) for student, seconds, memory in used(room)}
    for one in told:
        assert (one["cpu_seconds"], one["memory_bytes"]) == recorded[one["student"]]
        assert 0.05 < one["cpu_seconds"] < 200 and 1 << 20 < one["memory_bytes"] < 3 << 30
        assert {row["exercise"] for row in one["exercises"]} >= set(SOLUTIONS)


def test_a_submission_that_changed_is_graded_again_alone(room, programs):
    before = contents(room / "out")
    path = room / "course" / "submitted" / "ada" / LAB.name / f"{LAB.name}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == FIRST:
            cell["source"] = f"def {FIRST}(*args):\n    from scipy.signal import correlate3d"
    path.write_text(json.dumps(notebook))
    ran = machines.grade(programs, room, room / "out", "--json")
    assert ran.returncode == 0, ran.stderr
    assert sorted(student for student, *_ in used(room)) == ["ada", "ada", "bob", "eve"]
    after = contents(room / "out")
    changed = {name for name in after if after[name] != before[name]}
    assert {str(name) for name in changed} <= {"grades.csv", f"feedback/ada/{LAB.name}.html"}
    assert {one["student"] for one in json.loads(ran.stdout)} == set(STUDENTS)
    (row,) = [row for row in grades(room) if (row["student"], row["exercise"]) == ("ada", FIRST)]
    assert "'correlate3d' from 'scipy.signal' (scipy/signal/__init__.py)" in row["message"]
    for path in room.joinpath("out").rglob("*"):
        if path.suffix in (".csv", ".html", ".ipynb"):
            assert sys.prefix not in path.read_text()


def test_the_same_class_graded_anew_gives_the_same_bytes(room, programs):
    ran = machines.grade(programs, room, room / "anew")
    assert ran.returncode == 0, ran.stderr
    again = machines.grade(programs, room, room / "out")
    assert again.returncode == 0, again.stderr
    assert contents(room / "out") == contents(room / "anew")


def test_one_students_lines_change_and_the_others_stay(room, programs):
    before = (room / "out" / "grades.csv").read_bytes()
    ran = machines.grade(programs, room, room / "out", "--student", "bob")
    assert ran.returncode == 0, ran.stderr
    assert "ada" not in ran.stdout
    assert (room / "out" / "grades.csv").read_bytes() == before


def test_ctrl_c_stops_at_once_and_the_same_command_goes_on(room, programs):
    with sqlite3.connect(room / "out" / "verdicts.db") as database:
        database.execute("DELETE FROM verdict")
    before = contents(room / "out")
    started = machines.start(programs, room, room / "out", "--workers", "1")
    machines.wait_for(lambda: len(machines.below(started.pid)) > 3)  # a submission is in hand
    everything = machines.below(started.pid)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does
    since = time.monotonic()
    told, _ = started.communicate(timeout=machines.SECONDS)
    assert started.returncode == 130
    assert told.strip().splitlines()[-1] == (
        "Stopped. What was graded is kept: run the same command again to go on."
    )
    assert "Traceback" not in told
    assert time.monotonic() - since < 60, "it waited for submissions to end"
    assert not machines.gone(everything)
    ran = machines.grade(programs, room, room / "out")
    assert ran.returncode == 0, ran.stderr
    assert contents(room / "out") == before


def test_the_cells_of_a_submission_are_hashed_once_for_all_its_exercises(monkeypatch):
    release, written, dumps = plan(LAB).release, [], json.dumps
    monkeypatch.setattr(json, "dumps", lambda value: written.append(dumps(value)) or written[-1])
    names = results.keys(release, [Step("run", "a long cell")], None)
    assert sum("a long cell" in text for text in written) == 1
    assert len({*names.values()}) == len(release.exercises)
    assert names != results.keys(release, [Step("run", "another cell")], None)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--student", "nobody"], "no submission fits --lab and --student"),
        (["--lab", "99_none"], "no lab called '99_none'; the labs are 01_"),
        (["--workers", "0"], "Invalid value for '--workers'"),
    ],
)
def test_bad_usage_exits_with_2(room, tmp_path, options, words):
    ran = classroom.graded_in_this_process(room, "--out", str(tmp_path / "out"), *options)
    assert ran.exit_code == 2
    assert words in ran.output
