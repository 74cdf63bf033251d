"""The last line of a test cell can give part of its points, on every way to the grade book."""

import csv

import classroom
import pytest
from conftest import copy_course

from cnnlabs import course, nbgrader
from cnnlabs.grading import judge

LAB = course.labs()[0]
FIRST = classroom.first_exercise(LAB)
WORTH = classroom.points(LAB)[FIRST]
PART = WORTH / 4
ANSWER = {FIRST: classroom.solutions(LAB)[FIRST]}
END = "### END HIDDEN TESTS\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade one right answer where the test cell gives a quarter; return the course's root."""
    root = copy_course(tmp_path_factory.mktemp("class"))
    source = course.lab(LAB.name, root).source
    text = source.read_text()
    at = text.index(END, text.index(f'"test_{FIRST}"')) + len(END)
    source.write_text(f"{text[:at]}{PART}\n{text[at:]}")
    classroom.submit(root, LAB, "ada", ANSWER)
    ran = classroom.graded_by_command(root)
    assert ran.exit_code == 0, ran.output
    return root


def test_the_table_and_the_grade_book_hold_the_part(graded):
    with open(graded / "course" / "grades.csv", newline="") as file:
        rows = {row["exercise"]: row for row in csv.DictReader(file)}
    assert float(rows[FIRST]["points"]) == PART
    assert rows[FIRST]["status"] == "passed"
    assert classroom.scores(graded, LAB, "ada")[0][FIRST] == PART


def test_the_student_reads_that_it_is_partly_right(graded):
    page = classroom.feedback(graded, LAB, "ada")
    assert "partly right" in page and f"{PART:g} of {WORTH:g}" in page
    assert "not written yet" in page


def test_nbgrader_itself_gives_the_same(graded):
    ran = nbgrader.run(graded, "generate_assignment", LAB.name, "--force")
    assert ran.returncode == 0, ran.stderr
    ran = nbgrader.run(graded, "autograde", LAB.name, "--student", "ada", "--force")
    assert ran.returncode == 0, ran.stderr
    assert classroom.scores(graded, LAB, "ada")[0][FIRST] == PART


@pytest.mark.parametrize("value", [float("nan"), -0.5, 2.5, float("inf")])
def test_a_number_that_is_none_of_points_is_no_verdict(value):
    with pytest.raises(ValueError, match="of 2 points"):
        judge.credit(value, 2)


def test_what_is_no_number_gives_all_and_rounding_costs_nothing():
    assert [judge.credit(value, 2) for value in (None, True, "1", [1])] == [None] * 4
    assert judge.credit(3 * 0.1, 0.3) == 0.3
    assert judge.credit(0, 2) == 0
