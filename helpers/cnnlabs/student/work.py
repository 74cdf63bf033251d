"""The folder in which a student works: a copy of each lab, which no command overwrites.

``notebooks/`` is the course's and may be updated; ``work/<lab>/<lab>.ipynb`` is the student's.
"""

import os
import shutil
from pathlib import Path

import nbformat

from cnnlabs import course
from cnnlabs.course import CourseError

FOLDER = "CNNLABS_WORK"  # environment variable that names another folder


def folder():
    """Return the folder in which the student works: ``work/`` in the course's, or `FOLDER`."""
    return Path(os.environ.get(FOLDER) or course.ROOT / "work").absolute()


def path(lab):
    """Return the place of a student's copy of a lab."""
    return folder() / lab.name / f"{lab.name}.ipynb"


def number(lab):
    """Return how a lab is called in short on the command line.

    Examples
    --------
    >>> number(course.labs()[0])
    '1'
    """
    return lab.name.split("_")[0].lstrip("0")


def prepare():
    """Copy the labs of which the student has no copy yet; leave the others alone."""
    for lab in course.labs():
        if not path(lab).exists():
            path(lab).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(lab.release, path(lab))


def read(lab):
    """Read a student's copy of a lab.

    Parameters
    ----------
    lab : course.Lab

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    CourseError
        When there is none or it is damaged; the message says what to do.
    """
    place = path(lab)
    if not place.exists():
        raise CourseError(f"there is no {place}: `cnnlabs fresh {number(lab)}` puts the lab there")
    try:
        return _notebook(place)
    except ValueError:
        raise CourseError(
            f"{place} is damaged: `cnnlabs fresh {number(lab)}` puts a new copy there, with the "
            "answers that were saved last, and keeps the damaged file under another name"
        ) from None


def _notebook(place):
    """Read a notebook; raise ValueError when it is none."""
    try:
        notebook = nbformat.read(place, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat lets through whatever a damaged file leads to
        raise ValueError(str(error)) from None
    return notebook


def fresh(lab, *, blank=False):
    """Put a fresh copy of a lab in place, keep the old one beside it, and take its answers over.

    Answers are the cells to fill in. When the old file is damaged, they come from the copy that
    JupyterLab keeps of the last save.

    Parameters
    ----------
    lab : course.Lab
    blank : bool
        Take no answers over.

    Returns
    -------
    (Path or None, int)
        The old copy's new name, if there was one, and the number of answers taken over.
    """
    place = path(lab)
    answers = {} if blank else _answers(lab)
    kept = _moved_aside(place) if place.exists() else None
    place.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(lab.release, as_version=4)
    taken = 0
    for cell in notebook.cells:
        answer = answers.get(grade_id(cell)) if to_fill_in(cell) else None
        if answer is not None and answer != cell.source:
            cell.source = answer
            taken += 1
    nbformat.write(notebook, place)
    return kept, taken


def _answers(lab):
    """Return the text of each cell by its id, from the student's copy or JupyterLab's of it."""
    place = path(lab)
    for one in (place, place.parent / ".ipynb_checkpoints" / f"{lab.name}-checkpoint.ipynb"):
        if one.exists():
            try:
                return {grade_id(c): c.source for c in reversed(_notebook(one).cells)}
            except ValueError:
                continue
    return {}


def _moved_aside(place):
    """Give a file a name that is free, and return its new place."""
    count = 1
    while (aside := place.with_name(f"{place.stem}_old{count}.ipynb")).exists():
        count += 1
    return place.rename(aside)


def grade_id(cell):
    """Return the id by which the course knows a cell; None for the student's own cells."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def to_fill_in(cell):
    """Tell whether a cell is one that students fill in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
