"""The grade book: nbgrader's own records, written by one process."""

import contextlib
import io
import warnings
from dataclasses import dataclass

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import SaveCells
from sqlalchemy.exc import SAWarning

from cnnlabs import course, nbgrader
from cnnlabs.grading.plan import TEST


@dataclass(frozen=True)
class Row:
    """One cell of one student's lab as it stands in the grade book."""

    exercise: str
    points: float
    max_points: float
    bonus: float
    by_hand: float
    """Points that wait for a human."""


class Records:
    """A grade book, open for writing.

    Parameters
    ----------
    url : str
        SQLite or PostgreSQL, as SQLAlchemy names databases.
    """

    def __init__(self, url):
        nbgrader.put_on_path()
        self.url = url
        self.book = Gradebook(url)
        self.bonuses = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.book.close()

    def add_lab(self, lab):
        """Enter a lab and its cells, as `nbgrader generate_assignment` does.

        Parameters
        ----------
        lab : course.Lab
        """
        self.bonuses[lab.name] = course.bonuses(lab.solution)
        self.book.update_or_create_assignment(lab.name)
        release = nbformat.read(lab.release, as_version=4)
        place = {"notebook": lab.name, "assignment": lab.name, "db_url": self.url}
        with contextlib.redirect_stderr(io.StringIO()):
            SaveCells().preprocess(release, {"nbgrader": place})
        self.book.db.expire_all()

    def save(self, student, lab, verdicts, answers):
        """Enter one student's results; what a human gave stays.

        Parameters
        ----------
        student, lab : str
        verdicts : list of judge.Verdict
        answers : dict of str to str
            The student's text of each cell that is graded by hand, by grade_id; cells that are not
            there, or as they were handed out, get 0.

        Returns
        -------
        list of Row
        """
        self.book.update_or_create_student(student)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", SAWarning
            )  # of the order in which nbgrader adds objects
            self.book.update_or_create_submission(lab, student)
        passed = {TEST + verdict.exercise: verdict.status == "passed" for verdict in verdicts}
        notebook = self.book.find_submission_notebook(lab, lab, student)
        sources = {cell.name: cell.source for cell in notebook.notebook.source_cells}
        for grade in notebook.grades:
            if grade.name in passed:
                grade.auto_score = grade.cell.max_score if passed[grade.name] else 0.0
                worth = self.bonuses[lab].get(grade.name)
                if worth is not None:
                    grade.extra_credit = float(worth) if passed[grade.name] else 0.0
                grade.needs_manual_grade = False
            elif grade.manual_score is None:
                text = answers.get(grade.name, sources[grade.name])
                untouched = text.strip() in ("", sources[grade.name].strip())
                grade.auto_score = 0.0 if untouched else None
                grade.needs_manual_grade = not untouched
        self.book.db.commit()
        return self.rows(student, lab)

    def rows(self, student, lab):
        """Return what stands in the grade book for one student's lab, by cell; empty when nothing."""
        try:
            grades = self.book.find_submission_notebook(lab, lab, student).grades
        except MissingEntry:
            return []
        return [
            Row(
                grade.name.removeprefix(TEST),
                grade.score - (grade.extra_credit or 0),
                grade.max_score,
                grade.extra_credit or 0,
                grade.max_score if grade.needs_manual_grade else 0,
            )
            for grade in sorted(grades, key=lambda grade: grade.name)
        ]
