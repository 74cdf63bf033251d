"""The figures of a graded class, from its grades.csv: scores, exercises, mistakes, what needs a look.

Difficulty is the mean share of an exercise's points that was earned. Discrimination is the
point-biserial correlation between passing an exercise and the rest score, the student's points in the
lab without this exercise: near 1, those who pass it do well elsewhere too; near 0 or below, it says
nothing of the rest, and its statement or tests deserve a look. It is undefined when all or none pass,
when all rest scores are equal, and for fewer than three students.
"""

import csv
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy import stats

from cnnlabs.course import CourseError
from cnnlabs.grading.records import LATE
from cnnlabs.grading.report import COLUMNS, FORMULA, REMARKS
from cnnlabs.grading.results import LOST

FEWEST = 3  # students: with two, every correlation is 1 or -1
NOT_GRADED, WAITS, BY_HAND = "not graded", "waits for a human", "graded by hand"
UNWRITTEN = "not_written"


@dataclass(frozen=True)
class Row:
    """A line of grades.csv."""

    student: str
    lab: str
    exercise: str
    points: float
    max_points: float
    status: str
    mistake: str
    message: str

    @property
    def share(self):
        """Which part of its points was earned; a bonus exercise is earned or not."""
        return self.points / self.max_points if self.max_points else float(self.points > 0)


@dataclass(frozen=True)
class Remark:
    """A line of remarks.csv: why a human should look at an answer that passed."""

    student: str
    lab: str
    exercise: str
    remark: str


@dataclass(frozen=True)
class Scores:
    """How one lab's scores are spread: points, bonus included, of each graded submission."""

    lab: str
    points: float
    """The lab's points, bonus excluded."""
    values: np.ndarray
    """(submissions,) float64, ascending."""

    @property
    def summary(self):
        """Least, first quartile, median, third quartile and most points, by name."""
        names = ("least", "first quartile", "median", "third quartile", "most")
        return dict(zip(names, np.quantile(self.values, (0, 0.25, 0.5, 0.75, 1)), strict=True))


@dataclass(frozen=True)
class Exercise:
    """One exercise over the whole class."""

    lab: str
    name: str
    max_points: float
    counts: dict
    """How many answers are right, partly right, not right, not written, without verdict, waiting."""
    difficulty: float | None
    """Mean share of the points, from 0 to 1; of those that have a verdict. None when none has."""
    discrimination: float | None
    """From -1 to 1, None where it is undefined."""


@dataclass(frozen=True)
class Mistake:
    """A named mistake of one exercise, how often it was made, and what the check said the first time."""

    lab: str
    exercise: str
    name: str
    count: int
    message: str


def read(path):
    """Read grades.csv.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of Row

    Raises
    ------
    CourseError
        When there is none, or it is no table of grades.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise CourseError(f"there is no {path}: run `cnnlabs grade` first") from None
    if not rows or not {*COLUMNS} <= {*rows[0]}:
        raise CourseError(f"{path} holds no grades: run `cnnlabs grade` again")
    return [_row(row) for row in rows]


def remarks(folder):
    """Read remarks.csv; empty when there is none.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    list of Remark
    """
    path = folder / REMARKS
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Remark(**{name: _plain(text or "") for name, text in row.items()})
            for row in csv.DictReader(file)
        ]


def _row(row):
    text = {name: _plain(row.get(name) or "") for name in COLUMNS}
    numbers = {name: float(text[name] or 0) for name in ("points", "max_points")}
    return Row(**(text | numbers))


def _plain(value):
    """Take off the apostrophe that keeps a spreadsheet from computing a cell."""
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULA) else value


def scores(rows):
    """Return how each lab's scores are spread.

    Parameters
    ----------
    rows : list of Row

    Returns
    -------
    list of Scores
        In the labs' order.
    """
    found = []
    for lab, graded in _by_lab(rows).items():
        totals = _totals(graded)
        points = sum({row.exercise: row.max_points for row in graded}.values())
        found.append(Scores(lab, points, np.sort([*totals.values()])))
    return found


def exercises(rows):
    """Return each exercise's figures, in the order of labs and names.

    Parameters
    ----------
    rows : list of Row

    Returns
    -------
    list of Exercise
    """
    found = []
    for lab, graded in _by_lab(row for row in rows if row.exercise != LATE).items():
        totals = _totals(graded)
        for name in sorted({row.exercise for row in graded}):
            answers = [row for row in graded if row.exercise == name]
            judged = [row for row in answers if row.status not in (*LOST, WAITS)]
            shares = np.array([row.share for row in judged])
            rest = np.array([totals[row.student] - row.points for row in judged])
            found.append(
                Exercise(
                    lab, name, answers[0].max_points, Counter(map(_outcome, answers)),
                    float(shares.mean()) if judged else None, discrimination(shares, rest),
                )
            )  # fmt: skip
    return found


def discrimination(shares, rest):
    """Return the correlation of an exercise with the rest score.

    For an exercise that is passed or failed this is the point-biserial correlation; where a human gave
    part of the points it is Pearson's, of which the former is a case.

    Parameters
    ----------
    shares : ndarray
        (students,) from 0 to 1.
    rest : ndarray
        (students,) points in the lab without the exercise.

    Returns
    -------
    float or None
        None where it is undefined.

    Examples
    --------
    >>> round(discrimination(np.array([0, 0, 1, 1]), np.array([1, 2, 3, 4])), 3)
    0.894
    >>> discrimination(np.ones(4), np.arange(4)) is None
    True
    """
    if len(shares) < FEWEST or np.ptp(shares) == 0 or np.ptp(rest) == 0:
        return None
    return float(stats.pointbiserialr(shares, rest).statistic)


def mistakes(rows):
    """Return the named mistakes, the most common first.

    Parameters
    ----------
    rows : list of Row

    Returns
    -------
    list of Mistake
        Stubs that were left as they are do not count.
    """
    made = {}
    for row in rows:
        if row.status == "failed" and row.mistake and row.mistake != UNWRITTEN:
            made.setdefault((row.lab, row.exercise, row.mistake), []).append(row.message)
    found = [Mistake(*key, len(messages), messages[0]) for key, messages in made.items()]
    return sorted(found, key=lambda one: (-one.count, one.lab, one.exercise, one.name))


def _by_lab(rows):
    """Return the rows of exercises by lab, in order."""
    graded = [row for row in rows if row.status != NOT_GRADED]
    names = sorted({row.lab for row in graded})
    return {name: [row for row in graded if row.lab == name] for name in names}


def _totals(rows):
    """Return each student's points of one lab."""
    totals = Counter()
    for row in rows:
        totals[row.student] += row.points
    return totals


def _outcome(row):
    """Say in which column of the table of exercises an answer counts."""
    if row.status in LOST:
        return "no verdict"
    if row.status == WAITS:
        return "waiting"
    if row.mistake == UNWRITTEN:
        return "not written"
    if row.share in (0, 1):
        return "right" if row.share else "not right"
    return "partly right"
