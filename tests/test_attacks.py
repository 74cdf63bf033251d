"""Hostile notebooks through the real command: no point, no read, no write, no neighbour disturbed.

Each file in attacks/ asks one question. Those in breaking/ change the notebook as a file; those in
disguising/ are answers to an exercise by hand that let a library do the work; those in looping/ loop
over pixels where that is forbidden; the others are what a student typed into the first exercise's cell.
The honest worth of each is 0 points. A loop that nobody can prove keeps its points, and a human is told
to look.
"""

import ast
import csv
import json
import os
import runpy
import subprocess
import time
from pathlib import Path

import classroom
import pytest
from conftest import copy_course

from cnnlabs import course
from cnnlabs.grading import pixels, sandbox

LAB = course.labs()[0]
FOLDER = Path(__file__).parent / "attacks"
ATTACKS = sorted(path.relative_to(FOLDER).with_suffix("") for path in FOLDER.rglob("*.py"))
REFUSED = {"old_format", "truncated", "nul_bytes", "deep_nesting", "many_cells", "huge_outputs"}
FIRST = classroom.first_exercise(LAB)
BY_HAND, NO_LOOPS = "correlate2d", "conv2d_fast"
HONEST = {name: classroom.solutions(LAB)[name] for name in (FIRST, NO_LOOPS)}
ANSWERED = {"disguising": BY_HAND, "looping": NO_LOOPS}  # by family
UNPROVEN_LOOPS = {
    "another_process", "counted_differently", "forged_count", "loop_in_c", "same_for_all",
}  # fmt: skip
SECONDS = 5  # for one cell or call


def student(attack):
    return str(attack).replace("/", "-")


def hand_in(root, attack):
    source = (FOLDER / attack).with_suffix(".py")
    if attack.parts[0] != "breaking":
        exercise = ANSWERED.get(attack.parts[0], FIRST)
        classroom.submit(root, LAB, student(attack), {exercise: source.read_text()})
        return
    path = classroom.submit(root, LAB, student(attack), {})
    changed = runpy.run_path(source)["change"](json.loads(path.read_text()))
    path.write_bytes(changed if isinstance(changed, bytes) else json.dumps(changed).encode())


@pytest.fixture(scope="module")
def graded(tmp_path_factory, programs):
    """Grade all attacks and two honest students in one run; return the results and the root."""
    root = copy_course(tmp_path_factory.mktemp("attacks"))
    for attack in ATTACKS:
        hand_in(root, attack)
    classroom.submit(root, LAB, "aaa", HONEST)
    classroom.submit(root, LAB, "zzz", HONEST)
    before = snapshot(root)
    command = [
        programs / "cnnlabs",
        *("grade", root / "course" / "submitted", "--out", root / "out"),
        *("--timeout", str(SECONDS), "--memory", "1.5", "--lab", LAB.name),
    ]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=1500,
        env=os.environ | {"CNNLABS_SECRET": "x", "PYTHONPATH": "", "COLUMNS": "200"},
    )  # fmt: skip
    assert ran.returncode == 3, ran.stdout + ran.stderr
    (root / "out" / "told.txt").write_text(ran.stdout)
    rows = table(root, "grades.csv")
    assert snapshot(root) == before
    return {
        name: [row for row in rows if row["student"] == name]
        for name in {r["student"] for r in rows}
    }, root


def table(root, name):
    with open(root / "out" / name, newline="") as file:
        return list(csv.DictReader(file))


def snapshot(root):
    """Return every file outside of the results, by its time and size."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in root.rglob("*")
        if path.is_file() and "out" not in path.relative_to(root).parts[:1]
        and "__pycache__" not in path.parts
    }  # fmt: skip


def test_there_are_enough_attacks_and_each_asks_a_question():
    assert len(ATTACKS) >= 40
    for attack in ATTACKS:
        words = ast.get_docstring(ast.parse((FOLDER / attack).with_suffix(".py").read_text()))
        assert words.splitlines()[0].endswith("?"), attack


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_gains_nothing_and_is_told_what_became_of_it(graded, attack):
    results, root = graded
    rows = results[student(attack)]
    looked_at = {(row["student"], row["exercise"]) for row in table(root, "remarks.csv")}
    unseen = [row for row in rows if (row["student"], row["exercise"]) not in looked_at]
    assert sum(float(row["points"] or 0) for row in unseen) == 0
    assert not [row for row in rows if "RuntimeError: ESCAPED" in row["message"]]
    if attack.name in REFUSED:
        (row,) = rows
        assert row["status"] == "not graded" and row["message"]
        return
    assert {row["exercise"] for row in rows} >= set(classroom.points(LAB))
    page = (root / "out" / "feedback" / student(attack) / f"{LAB.name}.html").read_text()
    assert "<script" not in page.lower()
    assert "HIDDEN TESTS" not in page and str(root) not in page


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.parts[0] == "disguising"], ids=str)
def test_a_disguised_library_is_right_and_not_by_hand(graded, attack):
    (row,) = [r for r in graded[0][student(attack)] if r["exercise"] == BY_HAND]
    assert (row["status"], row["mistake"]) in (("failed", "library_call"), ("unproven", "unproven"))


def test_a_human_is_told_of_each_loop_over_pixels_that_was_not_counted(graded):
    results, root = graded
    students = {f"looping-{name}" for name in UNPROVEN_LOOPS}
    assert {
        (row["student"], row["exercise"], row["remark"]) for row in table(root, "remarks.csv")
    } == {(student, NO_LOOPS, pixels.REMARK) for student in students}
    for student in students:
        (row,) = [row for row in results[student] if row["exercise"] == NO_LOOPS]
        assert (row["status"], row["message"]) == ("passed", "")
        line = f"{student}, {LAB.name}: {NO_LOOPS} passed, but {pixels.REMARK}; please look at it"
        assert line in (root / "out" / "told.txt").read_text().splitlines()
        assert (
            pixels.REMARK
            not in (root / "out" / "feedback" / student / f"{LAB.name}.html").read_text()
        )


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_neighbours_are_graded_as_ever(graded, name):
    results, _ = graded
    earned = {row["exercise"]: float(row["points"]) for row in results[name]}
    right = {exercise: worth for exercise, worth in earned.items() if worth}
    assert right == {exercise: classroom.points(LAB)[exercise] for exercise in HONEST}


def test_nothing_is_left_behind(graded):
    _, root = graded
    assert not Path("/tmp/cnnlabs-attack").exists()
    end = time.monotonic() + 10
    while alive() and time.monotonic() < end:
        time.sleep(0.2)
    assert not alive()
    assert not [path for path in root.rglob("*cnnlabs-attack*")]


def alive():
    """Return the processes of sandboxes that outlived their keepers; other runs may go on beside."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue
        if int(fields["Uid"].split()[0]) >= sandbox.FIRST_UID and int(fields["PPid"]) == 1:
            found.append(status.parent.name)
    return found
