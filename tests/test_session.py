"""What follows when a student's process is lost: a fresh one, the next exercise, one clear reason."""

from types import SimpleNamespace

import pytest

from cnnlabs.grading import judge, link, session
from cnnlabs.grading.link import Deadline, StudentLost
from cnnlabs.grading.task import Exercise, Release, Step, Verdict

NAMES = ("first", "second", "third")
RELEASE = Release((), tuple(Exercise(name, "", 20, 1) for name in NAMES), frozenset(NAMES))
STEPS = [step for name in NAMES for step in (Step("run", name, name), Step("test", "", name))]


class Student:
    """A student whose process is lost where a test wants it."""

    def __init__(self, **lost):
        self.lost, self.seconds = lost, 60
        self.link, self.deadline = SimpleNamespace(seconds=0), Deadline(session.IN_ALL)
        self.history, self.starts, self.stops, self.given = [], 0, 0, []

    def start(self):
        self.starts += 1
        self._lose(f"start{self.starts}")

    def run(self, source):
        self.given.append(self.link.seconds)
        self._lose(f"run_{source}")
        self.history.append(source)

    def stop(self):
        self.stops += 1

    def _lose(self, moment):
        if moment in self.lost:
            raise StudentLost(self.lost[moment])


@pytest.fixture(autouse=True)
def passing(monkeypatch):
    """Let every test cell pass, unless the student's process is lost in it."""

    def passed(exercise, functions, namespace, student):
        student._lose(f"test_{exercise.name}")
        return Verdict(exercise.name, "passed")

    monkeypatch.setattr(judge, "judge", passed)


def graded(student, steps=STEPS):
    verdicts = session.grade(RELEASE, steps, student)
    assert [verdict.exercise for verdict in verdicts] == [*NAMES]
    assert student.stops == 1
    return [verdict.status for verdict in verdicts]


def test_undisturbed_one_process_serves_all():
    student = Student()
    assert graded(student) == ["passed"] * 3
    assert student.starts == 1


@pytest.mark.parametrize("reason", ["timeout", "died", "protocol"])
def test_a_loss_costs_its_own_exercise_and_a_fresh_process_goes_on(reason):
    student = Student(test_second=reason)
    assert graded(student) == ["passed", reason, "passed"]
    assert student.starts == 2
    student = Student(run_second=reason)
    assert graded(student) == ["passed", reason, "passed"]
    assert student.history == ["first", "third"]  # what lost a process does not run again


def test_each_reason_is_told_in_words():
    told = {
        reason: session.grade(RELEASE, STEPS, Student(test_first=reason))[0].message
        for reason in ("timeout", "died", "protocol")
    }
    assert "ran longer than 20 seconds" in told["timeout"]
    assert "ended" in told["died"]
    assert "messages of its own" in told["protocol"]


def test_a_cell_between_exercises_that_loses_the_process_costs_nothing():
    steps = [Step("run", "between"), *STEPS]
    assert graded(Student(run_between="died"), steps) == ["passed"] * 3


def test_cells_that_do_not_run_twice_end_the_submission():
    """A process that is lost again while the cells before run again is not tried for ever."""
    student = Student(test_second="timeout", start2="died")
    assert graded(student) == ["passed", "died", "died"]
    assert graded(Student(start1="died")) == ["died"] * 3


def test_a_submission_has_its_time_in_all(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(link, "time", SimpleNamespace(monotonic=lambda: now[0]))
    student = Student()
    plain = student.run

    def run(source):
        now[0] += session.IN_ALL * 0.45
        plain(source)

    student.run = run
    graded(student)
    assert student.given == [60, 60, pytest.approx(session.IN_ALL * 0.1)]


def test_a_submission_whose_time_is_over_ends_and_says_so(monkeypatch):
    """However many cells and restarts are left."""
    monkeypatch.setattr(session, "IN_ALL", 0)
    late = Student()
    verdicts = session.grade(RELEASE, [Step("run", "more")] * 50 + STEPS, late)
    assert [verdict.status for verdict in verdicts] == ["timeout"] * 3
    assert "ran longer than 0 seconds" in verdicts[0].message
    assert (late.given, late.starts) == ([], 1)
