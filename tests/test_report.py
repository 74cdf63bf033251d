"""What the report counts, on tables that are small enough to count by hand."""

import json
from pathlib import Path

from cnnlabs.desk import report, statistics
from cnnlabs.grading import report as grades
from cnnlabs.grading.batch import Result
from cnnlabs.grading.records import LATE, Row
from cnnlabs.grading.results import LOST
from cnnlabs.grading.submission import Submission
from cnnlabs.grading.task import Verdict


def row(student, exercise, points, max_points, status="passed"):
    return statistics.Row(student, "01_lab", exercise, points, max_points, status, "", "")


CLASS = [
    *(row(student, "first", earned, 2) for student, earned in zip("abcd", (2, 2, 0, 1), strict=True)),
    *(row(student, "second", earned, 3) for student, earned in zip("abcd", (3, 3, 0, 0), strict=True)),
    row("a", LATE, -5, 0, "late"),
]  # fmt: skip


def test_points_off_count_in_the_score_and_are_no_exercise():
    first, second = statistics.exercises(CLASS)
    assert (first.name, second.name) == ("first", "second")
    assert first.counts == {"right": 2, "not right": 1, "partly right": 1}
    assert first.difficulty == (1 + 1 + 0 + 0.5) / 4
    assert second.discrimination > 0.8  # as if nobody had been late
    (scores,) = statistics.scores(CLASS)
    assert scores.points == 5
    assert [*scores.values] == [0, 0, 1, 5]


def graded(student, **remarks):
    """Return a result in which some exercises passed with a remark."""
    verdicts = tuple(Verdict(name, "passed", remark=remark) for name, remark in remarks.items())
    one = Submission(student, "01_lab", Path(), ())
    return Result(one, verdicts, tuple(Row(name, 1, 1, 0, 0) for name in remarks))


def test_remarks_stand_beside_the_grades_and_not_in_them(tmp_path):
    grades.write(tmp_path, [graded("a", first="", second="")])
    plain = (tmp_path / "grades.csv").read_bytes()
    assert statistics.remarks(tmp_path) == []
    results = [graded("a", first="", second="slow"), graded("=b", first="odd")]
    grades.write(tmp_path, results[:1])
    assert (tmp_path / "grades.csv").read_bytes() == plain
    grades.write(tmp_path, results[1:], part=True)
    told = statistics.remarks(tmp_path)
    assert told == [
        statistics.Remark("=b", "01_lab", "first", "odd"),
        statistics.Remark("a", "01_lab", "second", "slow"),
    ]
    assert [(look.student, look.why, look.message) for look in report.looks([], [], told)] == [
        ("=b", "passed, but", "odd"), ("a", "passed, but", "slow"),
    ]  # fmt: skip
    assert grades.notes(results)[1] == "a, 01_lab: second passed, but slow; please look at it"
    assert [one["remarks"] for one in json.loads(grades.as_json(results))] == [
        {"first": "odd"}, {"second": "slow"},
    ]  # fmt: skip
    grades.write(tmp_path, [graded("=b", first="")], part=True)
    assert [one.student for one in statistics.remarks(tmp_path)] == ["a"]


def test_each_reason_for_no_verdict_has_its_words():
    assert {*report.WHY} == {*LOST}
