"""The grade book: nbgrader's records, with bonus points as its extra credit."""

import copy
from pathlib import Path

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import SaveAutoGrades

from cnnlabs import course


class SaveGrades(SaveAutoGrades):
    """Save the points of each test cell, and of a bonus exercise as extra credit.

    A bonus exercise has 0 points in nbgrader, so that the maximum stays what it is. How much it can
    add comes from the solution, never from the submission.
    """

    def preprocess(self, nb, resources):
        """Look up the lab's bonus exercises, then save every grade."""
        root = Path(self.parent.parent.coursedir.root)
        name = resources["nbgrader"]["assignment"]
        self.bonuses = course.bonuses(course.lab(name, root).solution)
        return super().preprocess(nb, resources)

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        grade_id = cell.metadata.nbgrader.grade_id
        if grade_id in self.bonuses:
            worth = copy.deepcopy(cell)
            worth.metadata.nbgrader.points = self.bonuses[grade_id]
            grade = self.gradebook.find_grade(
                grade_id, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.extra_credit, _ = utils.determine_grade(worth, self.log)
            self.gradebook.db.commit()


def scores(database, lab, student):
    """Read one student's result in a lab.

    Parameters
    ----------
    database : str
        URL of the grade book.
    lab, student : str
        Their names.

    Returns
    -------
    dict or None
        `points` given automatically or by hand, `max_points`, `bonus`, and `by_hand`, the points
        that wait for a human; None when the lab is not graded yet.
    """
    with Gradebook(database) as book:
        try:
            grades = book.find_submission_notebook(lab, lab, student).grades
        except MissingEntry:
            return None
        waiting = [grade for grade in grades if grade.needs_manual_grade]
        return {
            "points": sum(grade.score - (grade.extra_credit or 0) for grade in grades),
            "max_points": sum(grade.max_score for grade in grades),
            "bonus": sum(grade.extra_credit or 0 for grade in grades),
            "by_hand": sum(grade.max_score for grade in waiting),
        }
