"""The grade book: nbgrader's own records, written by one process."""

import contextlib
import io
import logging
import warnings
from dataclasses import dataclass

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import SaveCells
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SAWarning

from cnnlabs import course, nbgrader
from cnnlabs.grading import trouble
from cnnlabs.grading.plan import TEST

# nbgrader logs there every error that it also raises, with its trace.
logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
LATE = "handed_in_late"
"""The name of the row that holds the points off for it."""
LOCK = 1000  # milliseconds that PostgreSQL lets a statement wait for a lock; by default for ever


def _with_driver(url):
    """Return the URL of a grade book; PostgreSQL's with the driver that is installed, and `LOCK`."""
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError):
        raise course.CourseError(
            "--db names no database that is known: write sqlite:////folder/gradebook.db or "
            "postgresql://user@host/name"
        ) from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg2")
    if parsed.get_backend_name() == "postgresql":
        own = parsed.query.get("options", "")
        parsed = parsed.update_query_dict({"options": f"-c lock_timeout={LOCK} {own}".strip()})
    return parsed.render_as_string(hide_password=False)


def opened(url):
    """Open a grade book; made, with its tables, when it is not there.

    Parameters
    ----------
    url : str
        SQLite or PostgreSQL, as SQLAlchemy names databases; the driver may be left out.

    Returns
    -------
    nbgrader.api.Gradebook

    Raises
    ------
    course.CourseError
        When there is no such database.
    """
    url = _with_driver(url)
    try:
        return Gradebook(url)
    except DBAPIError as error:
        shown = make_url(url).difference_update_query(["options"])
        if shown.get_backend_name() == "sqlite" or trouble.held(error):
            raise
        raise course.CourseError(
            f"the grade book {shown.render_as_string()} cannot be opened "
            f"({str(error.orig).strip()}); see that the server runs and the database exists (createdb)"
        ) from None


@dataclass(frozen=True)
class Row:
    """One cell of one student's lab as it stands in the grade book."""

    exercise: str
    points: float
    max_points: float
    bonus: float
    by_hand: float
    """Points that wait for a human."""
    comment: str = ""
    """What a human wrote to the student."""


class Records:
    """A grade book, open for writing.

    Parameters
    ----------
    url : str
        As for `opened`.
    say : callable
        Told when the grade book is in use by another program.
    late : late.Late, optional
        Says how many points are off for what was handed in late; none without.

    Raises
    ------
    course.CourseError
        When there is no such database.
    """

    def __init__(self, url, say=print, late=None):
        nbgrader.put_on_path()
        self.late = late
        self.say = say
        self.book = None
        self.book = self._patiently(lambda: opened(url))
        self.bonuses = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.book.close()

    def _patiently(self, step):
        """Do a step on the grade book again from its start while another program holds it."""

        def anew():
            if self.book is not None:
                self.book.db.rollback()
            return step()

        return trouble.patiently(anew, "the grade book", self.say)

    def add_lab(self, lab):
        """Enter a lab and its cells, as `nbgrader generate_assignment` does.

        Parameters
        ----------
        lab : course.Lab
        """
        self._patiently(lambda: self._add_lab(lab))

    def _add_lab(self, lab):
        self.bonuses[lab.name] = course.bonuses(lab.solution)
        self.book.update_or_create_assignment(lab.name)
        release = nbformat.read(lab.release, as_version=4)
        url = self.book.engine.url.render_as_string(hide_password=False)
        place = {"notebook": lab.name, "assignment": lab.name, "db_url": url}
        with contextlib.redirect_stderr(io.StringIO()):
            SaveCells().preprocess(release, {"nbgrader": place})
        self.book.db.expire_all()

    def save(self, submission, verdicts, rewritten=()):
        """Enter one submission's results; what a human gave stays.

        Parameters
        ----------
        submission : submission.Submission
            An answer in words that is not there, or as it was handed out, gets 0.
        verdicts : list of task.Verdict
        rewritten : collection of str
            The grade_ids of answers in words that changed since they were last recorded: they wait
            for a human again.

        Returns
        -------
        list of Row
        """
        return self._patiently(lambda: self._save(submission, verdicts, rewritten))

    def _save(self, submission, verdicts, rewritten):
        student, lab, answers = submission.student, submission.lab, submission.answers()
        self.book.update_or_create_student(student)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", SAWarning
            )  # of the order in which nbgrader adds objects
            handed_in = self.book.update_or_create_submission(
                lab, student, timestamp=submission.timestamp
            )
        told = {TEST + verdict.exercise: verdict for verdict in verdicts}
        notebook = self.book.find_submission_notebook(lab, lab, student)
        sources = {cell.name: cell.source for cell in notebook.notebook.source_cells}
        for grade in notebook.grades:
            if grade.name in told:
                worth = self.bonuses[lab].get(grade.name)
                if worth is None:
                    grade.auto_score = told[grade.name].earned(grade.cell.max_score)
                else:
                    grade.auto_score = 0.0
                    grade.extra_credit = told[grade.name].earned(worth)
                grade.needs_manual_grade = False
            elif grade.manual_score is None:
                text = answers.get(grade.name, sources[grade.name])
                untouched = text.strip() in ("", sources[grade.name].strip())
                grade.auto_score = 0.0 if untouched else None
                grade.needs_manual_grade = not untouched
            elif grade.name in rewritten:
                grade.needs_manual_grade = True
        self.book.db.flush()
        notebook.late_submission_penalty = self.late and self.late.penalty(
            student, notebook.score, handed_in.total_seconds_late
        )
        self.book.db.commit()
        return self.rows(student, lab)

    def rows(self, student, lab):
        """Return what stands in the grade book for one student's lab, by cell; empty when nothing."""
        try:
            notebook = self.book.find_submission_notebook(lab, lab, student)
        except MissingEntry:
            return []
        comments = {comment.name: comment.comment or "" for comment in notebook.comments}
        off = notebook.late_submission_penalty
        late = [Row(LATE, -off, 0, 0, 0)] if off else []
        return late + [
            Row(
                grade.name.removeprefix(TEST),
                grade.score - (grade.extra_credit or 0),
                grade.max_score,
                grade.extra_credit or 0,
                grade.max_score if grade.needs_manual_grade else 0,
                comments.get(grade.name.removeprefix(TEST)) or "",
            )
            for grade in sorted(notebook.grades, key=lambda grade: grade.name)
        ]
