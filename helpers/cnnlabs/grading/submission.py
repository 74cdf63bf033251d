"""Submissions: where they lie, and whether they can be graded.

Layout: ``course/submitted/<student>/<lab>/<lab>.ipynb``, as nbgrader and its exchange make it.
"""

from dataclasses import dataclass
from pathlib import Path

import nbformat

from cnnlabs import course


@dataclass(frozen=True)
class Submission:
    """One student's lab. `problem` says why it cannot be graded and what to do; `note` what to know."""

    student: str
    lab: str
    path: Path
    problem: str = ""
    note: str = ""


def find(submitted, labs):
    """List the submissions in a folder, the unusable ones included.

    Parameters
    ----------
    submitted : Path
        Folder of students' folders.
    labs : list of course.Lab

    Returns
    -------
    list of Submission
        By student, then lab. Files that start with a dot are passed over.

    Raises
    ------
    course.CourseError
        When there is no such folder or nobody has submitted.
    """
    found = []
    for student in _visible(submitted) if submitted.is_dir() else []:
        folders = _visible(student) if student.is_dir() else []
        if not folders:
            lab = ", ".join(lab.name for lab in labs)
            found.append(_unusable(student, "", f"nothing in it; put a folder {lab} there"))
        found += [_look(folder, labs) for folder in folders]
    if not found:
        raise course.CourseError(
            f"no submissions in {submitted}: put each notebook at "
            f"{submitted}/<student>/{labs[0].name}/{labs[0].name}.ipynb"
        )
    return found


def _visible(folder):
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _unusable(path, lab, problem):
    student = path.parent.name if lab else path.name
    return Submission(student, lab or "?", path, problem)


def _look(folder, labs):
    """Say whether what lies in a lab's folder can be graded."""
    student, name = folder.parent.name, folder.name
    lab = next((lab for lab in labs if lab.name == name), None)
    path = folder / f"{name}.ipynb"
    if lab is None:
        names = ", ".join(lab.name for lab in labs)
        return _unusable(folder, name, f"no lab has this name; rename it to one of {names}")
    if not path.is_file():
        return _unusable(folder, name, _missing(folder, path.name))
    try:
        cells = _cells(path)
    except ValueError as error:
        return _unusable(folder, name, f"{path.name} {error}; ask {student} for the file again")
    wanted = {identity for identity, _ in _graded(_cells(lab.release))}
    there = [identity for identity, _ in _graded(cells)]
    solutions = {identity for identity, part in _graded(_cells(lab.release)) if part["solution"]}
    if not solutions & set(there):
        return _unusable(
            folder, name, f"{path.name} holds none of this lab's cells; ask {student} for the lab"
        )
    notes = []
    if missing := sorted(wanted - set(there)):
        notes.append(f"cells were missing ({', '.join(missing)}): test cells were put back")
    if twice := sorted({identity for identity in there if there.count(identity) > 1}):
        notes.append(f"cells stand there twice ({', '.join(twice)}): the first one counts")
    return Submission(student, name, path, note="; ".join(notes))


def _missing(folder, wanted):
    others = [path.name for path in _visible(folder)]
    if not others:
        return f"the folder is empty; put {wanted} there"
    notebooks = [name for name in others if name.endswith(".ipynb")]
    if len(notebooks) == 1:
        return f"{notebooks[0]} must be called {wanted}; rename it"
    return f"{wanted} is not among its files ({', '.join(others[:5])}); put it there"


def _cells(path):
    """Return a notebook's cells.

    Raises
    ------
    ValueError
        When the file is no notebook; the message completes "the file ...".
    """
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (nbformat.reader.NotJSONError, UnicodeDecodeError):
        raise ValueError("is damaged: it is not JSON") from None
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError):
        raise ValueError("is damaged: it is JSON, but no notebook") from None
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    return notebook.cells


def _graded(cells):
    """Return the grade_id and metadata of the cells that nbgrader grades or students fill in."""
    found = []
    for cell in cells:
        part = cell.metadata.get("nbgrader", {})
        if part.get("grade_id") and (part.get("grade") or part.get("solution")):
            found.append((part["grade_id"], {"solution": bool(part.get("solution"))}))
    return found
