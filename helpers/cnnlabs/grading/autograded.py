"""The notebook that formgrader shows of a graded submission: the release's cells, the student's text.

formgrader renders what it finds in the instructor's browser, where it may do all that the instructor
may. So nothing of a submission is left to interpret: code is shown as code, text as the characters that
were typed, outputs and metadata are not there. What the cells are comes from the release.
"""

import copy
import re

from nbformat import v4

from cnnlabs.grading import feedback
from cnnlabs.grading.plan import TEST

FOR_STUDENTS = "cnnlabs_message"


def notebook(lab, cells, verdicts):
    """Make the notebook of one graded submission.

    Parameters
    ----------
    lab : course.Lab
    cells : sequence of notebook.Cell
        The submission's.
    verdicts : list of task.Verdict

    Returns
    -------
    nbformat.NotebookNode
        Its test cells have the checks' messages as outputs, and in their metadata what students may
        read of them.
    """
    made = copy.deepcopy(lab.handed_out)
    told = {TEST + verdict.exercise: verdict for verdict in verdicts}
    known = {_grade_id(cell): cell for cell in made.cells if _grade_id(cell)}
    prose = {cell.source: cell for cell in made.cells if not _grade_id(cell)}
    shown, left = [], dict(known)
    for number, cell in enumerate(cells):
        if cell.grade_id in left:
            shown.append(_filled(left.pop(cell.grade_id), cell.source, told))
        elif cell.source in prose:
            shown.append(prose.pop(cell.source))
        elif cell.grade_id not in known:
            shown.append(_own(cell, f"own-{number}"))
    shown += [_filled(cell, cell.source, told) for cell in left.values()]
    made.cells = shown
    return made


def written(made):
    """Return the text of each answer that a human grades, by its grade_id.

    Parameters
    ----------
    made : nbformat.NotebookNode
        From `notebook`.
    """
    return {
        _grade_id(cell): cell.source
        for cell in made.cells
        if (part := cell.metadata.get("nbgrader")) and part.grade and part.solution
    }


def plain(text):
    """Return Markdown that shows a text as it was typed: a fence that nothing in it can close.

    Examples
    --------
    >>> print(plain("<b>no</b>"))
    ```
    <b>no</b>
    ```
    """
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def outputs(verdict):
    """Return the outputs of a test cell, from which nbgrader reads its points.

    Parameters
    ----------
    verdict : task.Verdict
    """
    if verdict.status != "passed":
        text = f"CheckFailed: {verdict.message}"
        return [
            v4.new_output("error", ename="CheckFailed", evalue=verdict.message, traceback=[text])
        ]
    if verdict.credit is None:
        return []
    return [
        v4.new_output("execute_result", {"text/plain": repr(verdict.credit)}, execution_count=1)
    ]


def _filled(cell, source, told):
    """Put the student's text into a cell of the release that is the student's to fill in."""
    if cell.metadata.nbgrader.solution and source != cell.source:
        cell.source = source if cell.cell_type == "code" else plain(source)
    if _grade_id(cell) in told and cell.cell_type == "code":
        verdict = told[_grade_id(cell)]
        cell.outputs = outputs(verdict)
        cell.metadata[FOR_STUDENTS] = feedback.message(verdict)
    return cell


def _own(cell, identity):
    """Return a cell that the student added."""
    if cell.kind == "code":
        return v4.new_code_cell(cell.source, id=identity)
    return v4.new_markdown_cell(plain(cell.source), id=identity)


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")
