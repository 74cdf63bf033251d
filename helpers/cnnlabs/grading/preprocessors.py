"""What nbgrader's own commands call in place of theirs: split execution, and bonus points."""

import copy
import json
from dataclasses import asdict
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from cnnlabs import course


def _lab(preprocessor, resources):
    root = Path(preprocessor.parent.parent.coursedir.root)
    return course.lab(resources["nbgrader"]["assignment"], root)


class SplitExecute(NbGraderPreprocessor):
    """Run the student's cells in the sandbox and the test cells where they cannot reach them."""

    def preprocess(self, nb, resources):
        """Replace the outputs of each test cell by its verdict."""
        # here, for they bring TensorFlow: every nbgrader command reads this module, few grade
        from cnnlabs.grading import notebook, task, warm
        from cnnlabs.grading.plan import TEST, plan, steps
        from cnnlabs.grading.sandbox import Limits

        seen = plan(_lab(self, resources))
        cells = notebook.read(json.dumps(nb).encode())
        with warm.Warm("full") as parent, warm.Warm("bare") as bare:
            told = task.asked(
                parent.connect(), seen.release, steps(seen, cells), asdict(Limits()), bare.connect()
            )
        verdicts = {TEST + verdict["exercise"]: verdict for verdict in told["verdicts"]}
        for cell in nb.cells:
            if cell.cell_type == "code":
                verdict = verdicts.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
                cell.outputs = _outputs(verdict) if verdict else []
        return nb, resources


def _outputs(verdict):
    """Return what nbgrader reads a test cell's points from."""
    if verdict["status"] != "passed":
        return [_error(verdict)]
    if verdict["credit"] is None:
        return []
    data = {"text/plain": repr(verdict["credit"])}
    return [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]


def _error(verdict):
    text = f"CheckFailed: {verdict['message']}"
    return nbformat.v4.new_output(
        "error", ename="CheckFailed", evalue=verdict["message"], traceback=[text]
    )


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
