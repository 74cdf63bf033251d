"""The file to hand in: one zip with the notebook, as Moodle, Canvas and the grader take it."""

import zipfile
from copy import deepcopy

import nbformat

from cnnlabs.student import progress, work

TOO_LARGE = "Its outputs are large. They were left out of the zip; your notebook keeps them."
LARGEST = 10 << 20  # bytes; less than graders and course pages take


def submit(lab):
    """Write ``<lab>.zip`` in the student's folder.

    Parameters
    ----------
    lab : course.Lab

    Returns
    -------
    (Path, list of str)
        The zip, and a warning for all that is not complete.

    Raises
    ------
    course.CourseError
        When there is no notebook or it is damaged.
    """
    notebook = work.read(lab)
    notes = warnings(lab, notebook)
    text = work.path(lab).read_text(encoding="utf-8")
    if len(text.encode()) > LARGEST:
        text = nbformat.writes(_without_outputs(notebook))
        notes.append(TOO_LARGE)
    place = work.folder() / f"{lab.name}.zip"
    entry = zipfile.ZipInfo(f"{lab.name}/{lab.name}.ipynb")
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(entry, text)
    return place, notes


def warnings(lab, notebook):
    """Say what a notebook lacks, a sentence for each kind; nothing when it is complete.

    Parameters
    ----------
    lab : course.Lab
    notebook : nbformat.NotebookNode

    Returns
    -------
    list of str
    """
    exercises = progress.read(lab, notebook)
    said = [one.message for one in exercises if one.problem]
    for state, sentence in SENTENCES.items():
        names = [one.name for one in exercises if one.state == state and not one.problem]
        if names:
            said.append(f"{sentence}: {', '.join(names)}.")
    return said


SENTENCES = {
    progress.TO_DO: "Not written yet",
    progress.FAILS: "The check failed when it was last run",
    progress.NOT_RUN: "The check has not been run since the notebook was opened or cleared",
}


def _without_outputs(notebook):
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy
