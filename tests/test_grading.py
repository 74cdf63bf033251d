"""A class is graded with nbgrader itself: scores, isolation of exercises, bad input, feedback."""

import csv
import html
import json
import re
import sqlite3

import classroom
import nbformat
import pytest
from conftest import copy_course
from nbgrader.api import Gradebook

from cnnlabs import bank, course, nbgrader
from cnnlabs.check import explain

LAB = course.labs()[0]
SOLUTIONS, POINTS = classroom.solutions(LAB), classroom.points(LAB)


def wrong_packs():
    """Spread the wrong answers over notebooks: in each, every other exercise is right."""
    queues = {name: [] for name in SOLUTIONS}
    for answer in bank.answers(LAB):
        if not answer.right:
            queues[answer.exercise].append(answer)
    packs = []
    while any(queues.values()):
        for half in (0, 1):
            chosen = [queue.pop() for queue in list(queues.values())[half::2] if queue]
            packs += [{answer.exercise: answer for answer in chosen}] if chosen else []
    return packs


PACKS = wrong_packs()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a class; return the course's root and what the command printed."""
    root = copy_course(tmp_path_factory.mktemp("class"))
    classroom.submit(
        root, LAB, "full", SOLUTIONS | {classroom.question(LAB): "Because pictures shift."}
    )
    classroom.submit(root, LAB, "empty", {})
    for number, pack in enumerate(PACKS):
        answers = {name: answer.source for name, answer in pack.items()}
        classroom.submit(root, LAB, f"wrong{number:02d}", SOLUTIONS | answers)
    classroom.submit(root, LAB, "broken", {}).write_text('{"cells": [')
    nbformat.write(nbformat.v4.new_notebook(), classroom.submit(root, LAB, "foreign", {}))
    renamed = classroom.submit(root, LAB, "renamed", {})
    renamed.rename(renamed.with_name("my lab.ipynb"))
    classroom.submit(root, LAB, "nothing", {}).unlink()
    (root / "course" / "submitted" / "nobody").mkdir()
    return root, classroom.graded_by_command(root)


def test_a_full_solution_has_every_automatic_point_and_waits_for_the_rest(graded):
    root, ran = graded
    assert classroom.scores(root, LAB, "full") == (POINTS, classroom.by_hand(LAB))
    assert re.search(r"full\s+│ 01_\w+ │ 22\s+│ 25 │ 4\s+│ 3\s", ran.output), ran.output


def test_an_empty_release_has_no_point_and_is_told_what_to_write(graded):
    root, _ = graded
    assert set(classroom.scores(root, LAB, "empty")[0].values()) == {0}
    page = classroom.feedback(root, LAB, "empty")
    for exercise in SOLUTIONS:
        assert f"{exercise} is not written yet" in page


@pytest.mark.parametrize("number", range(len(PACKS)))
def test_wrong_answers_lose_their_exercises_points_and_no_others(graded, number):
    root, _ = graded
    expected = POINTS | dict.fromkeys(PACKS[number], 0)
    names = {name: answer.name for name, answer in PACKS[number].items()}
    assert classroom.scores(root, LAB, f"wrong{number:02d}")[0] == expected, names


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("broken", "is damaged: it is not JSON; ask broken for the file again"),
        ("foreign", "holds none of this lab's cells; ask foreign for the lab"),
        ("renamed", f"my lab.ipynb must be called {LAB.name}.ipynb; rename it"),
        ("nothing", f"the folder is empty; put {LAB.name}.ipynb there"),
        ("nobody", f"nothing in it; put a folder {LAB.name}"),
    ],
)
def test_bad_input_is_named_with_what_to_do_and_stops_nobody(graded, student, words):
    root, ran = graded
    assert ran.exit_code == 3
    line = next(line for line in ran.output.splitlines() if f"/submitted/{student}" in line)
    assert words in line
    assert not (root / "course" / "feedback" / student).exists()


def test_feedback_holds_no_hidden_test(graded):
    root, _ = graded
    hidden = {
        line.strip()
        for _, text in re.findall(
            r"### BEGIN (HIDDEN TESTS)\n(.*?)### END", LAB.source.read_text(), re.S
        )
        for line in text.splitlines()
        if len(line.strip()) > 20
    }
    visible = re.sub(r"### BEGIN HIDDEN TESTS.*?### END", "", LAB.source.read_text(), flags=re.S)
    hidden = {line for line in hidden if line not in visible}
    assert hidden
    pages = list((root / "course" / "feedback").rglob("*.html"))
    assert len(pages) == len(PACKS) + 2
    for page in pages:
        text = re.sub(r"<[^>]+>", "", page.read_text())
        assert not [line for line in hidden if line in text]
        assert "BEGIN HIDDEN TESTS" not in text


def test_feedback_tells_no_value_of_a_check_that_is_not_in_the_notebook(graded):
    root, _ = graded
    with sqlite3.connect(root / "course" / "verdicts.db") as database:
        kept = [json.loads(told) for (told,) in database.execute("SELECT told FROM verdict")]
    unseen = {
        verdict["message"]
        for verdict in kept
        if verdict["status"] == "failed" and not verdict["visible"]
        if verdict["mistake"] not in explain.WITHOUT_VALUES
    }
    assert unseen
    with open(root / "course" / "grades.csv", newline="") as file:
        assert unseen <= {row["message"] for row in csv.DictReader(file)}
    pages = [path.read_text() for path in (root / "course" / "feedback").rglob("*.html")]
    text = html.unescape("".join(pages))
    assert not [message for message in unseen if message in text]
    assert "A check that is not in your notebook failed: your function " in text


def test_a_second_run_grades_only_what_changed_and_keeps_what_a_human_gave(graded):
    root, _ = graded
    with Gradebook(f"sqlite:///{root}/course/gradebook.db") as book:
        grade = book.find_grade(classroom.question(LAB), LAB.name, LAB.name, "full")
        grade.manual_score, grade.needs_manual_grade = 2, False  # as nbgrader's formgrader does
        book.db.commit()
    before, table = runs(root), (root / "course" / "grades.csv").read_text()
    ran = classroom.graded_by_command(root)
    assert runs(root) == before
    assert re.search(r"full\s+│ 01_\w+ │ 24\s+│ 25 │ 4\s+│ 0\s", ran.output), ran.output
    changed = set((root / "course" / "grades.csv").read_text().splitlines()) ^ set(
        table.splitlines()
    )
    assert len(changed) == 2
    assert all(classroom.question(LAB) in line for line in changed)


def runs(root):
    """Return how often anything was run."""
    with sqlite3.connect(root / "course" / "verdicts.db") as database:
        return database.execute("SELECT COUNT(*) FROM usage").fetchone()[0]


def test_an_edited_test_runs_again_for_its_own_exercise_only(graded):
    root, _ = graded
    source = course.lab(LAB.name, root).source
    text = source.read_text()
    at = text.index("### END HIDDEN TESTS", text.index('"test_compose_kernels"'))
    source.write_text(text[:at] + "# One more line.\n" + text[at:])
    with sqlite3.connect(root / "course" / "verdicts.db") as database:
        kept = database.execute("SELECT COUNT(*) FROM verdict").fetchone()[0]
    classroom.graded_by_command(root)
    source.write_text(text)
    with sqlite3.connect(root / "course" / "verdicts.db") as database:
        now = database.execute("SELECT COUNT(*) FROM verdict").fetchone()[0]
    assert now - kept == len(PACKS) + 2


def test_nbgrader_itself_runs_the_split_path_to_the_same_points(graded):
    root, _ = graded
    config = (root / "nbgrader_config.py").read_text()
    order = re.search(r"autograde_preprocessors = \[(.*?)\]", config, re.S).group(1).split()
    assert order[:2] == ["SplitExecute,", "IgnorePattern,"] and "Execute," not in order
    assert order.index("SaveGrades,") > order.index("SplitExecute,")
    ran = nbgrader.run(root, "generate_assignment", LAB.name, "--force")
    assert ran.returncode == 0, ran.stderr
    ran = nbgrader.run(root, "autograde", LAB.name, "--student", "full", "--force")
    assert ran.returncode == 0, ran.stderr
    assert classroom.scores(root, LAB, "full")[0] == POINTS
