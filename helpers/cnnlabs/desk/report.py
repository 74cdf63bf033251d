"""The report on a graded class: one page that stands for itself."""

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from cnnlabs import course
from cnnlabs.desk import alike, plots, statistics
from cnnlabs.desk.page import PAGE
from cnnlabs.grading import files, notebook, submission
from cnnlabs.grading.results import LOST

WHY = {
    "timeout": "it ran too long",
    "died": "it ended its process",
    "protocol": "it sent messages of its own",
    "error": "the test cell itself stopped",
    "unproven": "right, but not shown to be by hand",
}
SHOWN = 20  # pairs that are alike


@dataclass(frozen=True)
class Look:
    """Something that a human should look at."""

    student: str
    lab: str
    exercise: str
    why: str
    message: str


def report(folder, submitted=None, root=course.ROOT):
    """Write report.html into the folder of a graded class.

    Parameters
    ----------
    folder : Path
        Where ``cnnlabs grade`` wrote grades.csv.
    submitted : Path, optional
        The submissions that were graded, from which the answers are compared; those in the folder's
        own ``submitted`` by default.
    root : Path
        Folder of the course.

    Returns
    -------
    Path
        Of the page.

    Raises
    ------
    course.CourseError
        When there are no grades, or no submissions where `submitted` says.
    """
    folder = Path(folder)
    rows, remarks = statistics.read(folder / "grades.csv"), statistics.remarks(folder)
    place = Path(submitted or folder / "submitted")
    sent = submission.find(place, course.labs(root)) if submitted or place.is_dir() else None
    page = folder / "report.html"
    files.write(page, render(rows, sent, root, remarks))
    return page


def render(rows, sent=None, root=course.ROOT, remarks=()):
    """Return the page.

    Parameters
    ----------
    rows : list of statistics.Row
    sent : list of submission.Submission, optional
        None when there is nothing to compare.
    root : Path
        Folder of the course.
    remarks : list of statistics.Remark

    Returns
    -------
    str
        HTML that stands for itself; the same for the same class.
    """
    labs = {lab.name: lab for lab in course.labs(root)}
    pairs = _pairs(rows, sent, labs) if sent is not None else None
    return PAGE.render(
        students=len({row.student for row in rows}),
        submissions=len({(row.student, row.lab) for row in rows}),
        titles={name: f"{name[:2]} {lab.title}" for name, lab in labs.items()},
        looks=looks(rows, sent or [], remarks),
        waiting=_waiting(rows),
        labs=[_lab(scores, rows) for scores in statistics.scores(rows)],
        mistakes=statistics.mistakes(rows),
        pairs=pairs and pairs[:SHOWN],
        more=max(len(pairs or []) - SHOWN, 0),
        compared=pairs is not None,
        limits=alike,
        outcomes=plots.OUTCOMES,
    )


def looks(rows, sent, remarks=()):
    """List what a human should look at, the questions in words apart.

    Parameters
    ----------
    rows : list of statistics.Row
    sent : list of submission.Submission
    remarks : list of statistics.Remark

    Returns
    -------
    list of Look
    """
    found = [
        Look(row.student, row.lab, row.exercise, f"no verdict: {WHY[row.status]}", row.message)
        for row in rows
        if row.status in LOST
    ]
    found += [
        Look(row.student, row.lab, "", "not graded", row.message)
        for row in rows
        if row.status == statistics.NOT_GRADED
    ]
    found += [
        Look(one.student, one.lab, "", "cells are not as they were handed out", one.note)
        for one in sent
        if one.note
    ]
    found += [
        Look(one.student, one.lab, one.exercise, "passed, but", one.remark) for one in remarks
    ]
    return sorted(found, key=lambda one: (one.lab, one.student, one.exercise, one.why))


def _waiting(rows):
    """Return who waits for points by hand, by (lab, exercise)."""
    found = {}
    for row in rows:
        if row.status == statistics.WAITS:
            found.setdefault((row.lab, row.exercise), []).append(row.student)
    return found


def _lab(scores, rows):
    exercises = [one for one in statistics.exercises(rows) if one.lab == scores.lab]
    counts, edges = plots.bins(scores)
    return {
        "name": scores.lab,
        "scores": scores,
        "summary": scores.summary,
        "bins": list(zip(edges[:-1], edges[1:], counts, strict=True)),
        "histogram": Markup(plots.histogram(scores)),
        "exercises": exercises,
        "outcomes": Markup(plots.outcomes(exercises)),
    }


def _pairs(rows, sent, labs):
    """Compare the answers of each lab that was graded."""
    found = []
    graded = {row.lab for row in rows if row.status != statistics.NOT_GRADED}
    for name in sorted(graded & labs.keys()):
        cells = notebook.read(labs[name].release.read_bytes())
        stubs = {cell.grade_id: cell.source for cell in cells if "student" in cell.tags}
        answers = {
            one.student: {key: text for key, text in one.answers().items() if key in stubs}
            for one in sent
            if one.lab == name and not one.problem
        }
        found += alike.pairs(name, answers, stubs)
    return sorted(found, key=lambda pair: (-pair.characters, pair.lab, pair.students))
