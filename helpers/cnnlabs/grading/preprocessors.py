"""What nbgrader's own commands call in place of theirs: split execution, and bonus points."""

import copy
import json
from dataclasses import asdict
from pathlib import Path

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from cnnlabs import course


def _lab(preprocessor, resources):
    root = Path(preprocessor.parent.parent.coursedir.root)
    return course.lab(resources["nbgrader"]["assignment"], root)


class SplitExecute(NbGraderPreprocessor):
    """Run the student's cells in the sandbox and the test cells where they cannot reach them."""

    def preprocess(self, nb, resources):
        """Return what formgrader shows: the verdicts as outputs of the test cells."""
        # here, for they need Linux: every nbgrader command reads this module, few grade
        from cnnlabs.grading import autograded, notebook, task, warm
        from cnnlabs.grading.plan import plan, steps
        from cnnlabs.grading.sandbox import Limits

        lab = _lab(self, resources)
        seen = plan(lab)
        cells = notebook.read(json.dumps(nb).encode())
        with warm.Warm("full") as parent, warm.Warm("bare") as bare:
            told = task.asked(
                parent.connect(), seen.release, steps(seen, cells), asdict(Limits()), bare.connect()
            )
        verdicts = [task.Verdict(**verdict) for verdict in told["verdicts"]]
        return autograded.notebook(lab, cells, verdicts), resources


class ForStudents(NbGraderPreprocessor):
    """Leave of a failed check, in nbgrader's feedback, what our own page tells the student."""

    def preprocess_cell(self, cell, resources, index):
        """Put it in the place of the message that the instructor reads."""
        from cnnlabs.grading.autograded import FOR_STUDENTS

        for output in cell.get("outputs", ()):
            if output.output_type == "error" and FOR_STUDENTS in cell.metadata:
                output.evalue = cell.metadata[FOR_STUDENTS]
                output.traceback = [f"CheckFailed: {output.evalue}"]
        return cell, resources


class SaveGrades(SaveAutoGrades):
    """Save the points of each test cell, and of a bonus exercise as extra credit.

    A bonus exercise has 0 points in nbgrader, so that the maximum stays what it is. How much it can
    add comes from the solution, never from the submission.
    """

    def preprocess(self, nb, resources):
        """Look up the lab's bonus exercises, then save every grade."""
        self.bonuses = course.bonuses(_lab(self, resources).solution)
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
