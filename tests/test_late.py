"""Late submissions lose the points that nbgrader's plug-in names."""

import csv

import classroom
import pytest
from conftest import copy_course
from nbgrader.api import Gradebook

from cnnlabs import course, nbgrader
from cnnlabs.grading.late import Late
from cnnlabs.grading.records import LATE

LAB = course.labs()[0]
FIRST, QUESTION = classroom.first_exercise(LAB), classroom.question(LAB)
WORTH = classroom.points(LAB)[FIRST]
TIMES = {
    "early": "2026-03-01 11:59:59 UTC",
    "hour": "2026-03-01 13:10:00 UTC",
    "day": "2026-03-02 20:00:00 Europe/Berlin",
    "unreadable": "tomorrow, perhaps",
    "nothing": None,
}
PLUGIN = """
from nbgrader.plugins import BasePlugin


class Hours(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 3600
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a class with a due date, an hour costing a point; return the root and the output."""
    root = copy_course(tmp_path_factory.mktemp("class"))
    (root / "lateness.py").write_text(PLUGIN)
    with open(root / "nbgrader_config.py", "a") as config:
        config.write('c.AssignLatePenalties.plugin_class = "lateness.Hours"\n')
    answers = {FIRST: classroom.solutions(LAB)[FIRST]}
    for student, time in TIMES.items():
        path = classroom.submit(root, LAB, student, answers)
        if time:
            (path.parent / "timestamp.txt").write_text(time + "\n")
    nbgrader.put_on_path()
    with Gradebook(f"sqlite:///{root}/course/gradebook.db") as book:
        book.update_or_create_assignment(LAB.name, duedate="2026-03-01 12:00:00 UTC")
    ran = classroom.graded_by_command(root)
    assert ran.exit_code == 0, ran.output
    return root, ran.output


def late_rows(root):
    with open(root / "course" / "grades.csv", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file) if row["exercise"] == LATE}


def test_points_are_off_for_what_came_late_and_never_more_than_there_are(graded):
    root, _ = graded
    rows = late_rows(root)
    assert {student: float(row["points"]) for student, row in rows.items()} == {
        "hour": -1,
        "day": -WORTH,
    }
    assert {row["status"] for row in rows.values()} == {"late"}
    with Gradebook(f"sqlite:///{root}/course/gradebook.db") as book:
        found = {
            student: book.find_submission(LAB.name, student).late_submission_penalty or 0
            for student in TIMES
        }
    assert found == {"early": 0, "hour": 1, "day": WORTH, "unreadable": 0, "nothing": 0}


def test_the_student_reads_what_is_off(graded):
    root, _ = graded
    page = classroom.feedback(root, LAB, "hour")
    assert "handed in late" in page and f"{WORTH - 1} of {LAB.points} points" in page
    assert "handed in late" not in classroom.feedback(root, LAB, "early")


def test_a_time_that_cannot_be_read_is_noted(graded):
    _, told = graded
    assert (
        f"unreadable, {LAB.name}: timestamp.txt holds no time that can be read; it counts as handed "
        "in on time" in told
    )


def test_nbgrader_takes_off_the_same(graded):
    root, _ = graded
    file = root / "grades-of-nbgrader.csv"
    assert nbgrader.run(root, "export", "--to", str(file)).returncode == 0
    with open(file, newline="") as opened:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(opened)}
    assert scores == {
        "early": WORTH,
        "hour": WORTH - 1,
        "day": 0,
        "unreadable": WORTH,
        "nothing": WORTH,
    }


def test_the_default_plug_in_takes_nothing_off_or_everything(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\n")
    assert Late(tmp_path).penalty("ada", 5, 60) is None
    config.write_text('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert Late(tmp_path).penalty("ada", 5, 60) == 5
    assert Late(tmp_path).penalty("ada", 5, 0) is None


@pytest.mark.parametrize("name", ["absent.Hours", "lateness.Absent"])
def test_a_plug_in_that_is_not_there_is_named(tmp_path, name):
    (tmp_path / "lateness.py").write_text(PLUGIN)
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f'c = get_config()\nc.AssignLatePenalties.plugin_class = "{name}"\n')
    with pytest.raises(course.CourseError, match="plugin_class cannot be loaded"):
        Late(tmp_path)


def test_a_plug_in_that_fails_is_named(tmp_path):
    (tmp_path / "failing.py").write_text(PLUGIN.replace("// 3600", "// 0"))
    config = tmp_path / "nbgrader_config.py"
    config.write_text('c = get_config()\nc.AssignLatePenalties.plugin_class = "failing.Hours"\n')
    with pytest.raises(course.CourseError, match="Hours for late submissions failed"):
        Late(tmp_path).penalty("ada", 5, 60)
