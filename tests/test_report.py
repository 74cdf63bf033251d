"""What the report counts, on tables that are small enough to count by hand."""

from cnnlabs.desk import report, statistics
from cnnlabs.grading.records import LATE
from cnnlabs.grading.results import LOST


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


def test_each_reason_for_no_verdict_has_its_words():
    assert {*report.WHY} == {*LOST}
