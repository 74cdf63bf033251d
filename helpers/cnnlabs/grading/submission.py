"""Submissions: where they lie, and whether they can be graded.

Layout: ``<student>/<lab>/<lab>.ipynb`` in a folder, as nbgrader and its exchange make it; or a folder of
zips, one for each student, as Moodle and Canvas export them; Moodle puts each into a folder when asked.
"""

import re
import stat
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime

from nbgrader.utils import parse_utc

from cnnlabs import course
from cnnlabs.grading import notebook
from cnnlabs.grading.files import file_name
from cnnlabs.grading.values import printable

ZIP_ENTRIES = 2_000
TIMESTAMP, TIMESTAMP_LENGTH = "timestamp.txt", 100
ACTIVE = set('<>"\\')  # nbgrader's pages put names of students into HTML as they are
LONGEST = 128  # characters of a name: more does not fit into nbgrader's tables
LONGEST_BYTES = 255  # of a folder's name


@dataclass(frozen=True)
class Submission:
    """One student's lab. `problem` says why it cannot be graded and what to do; `note` what to know."""

    student: str
    lab: str
    place: str
    cells: tuple = ()
    problem: str = ""
    note: str = ""
    timestamp: datetime | None = None
    """When it was handed in, UTC; None when nobody wrote it down."""

    def answers(self):
        """Return the text of each cell that has a grade_id; of two the first counts."""
        return {cell.grade_id: cell.source for cell in reversed(self.cells) if cell.grade_id}


def find(submitted, labs):
    """List the submissions in a folder, the unusable ones included.

    Parameters
    ----------
    submitted : Path
        Folder of students' folders, or of zips.
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
    for path in _visible(submitted) if submitted.is_dir() else []:
        try:
            found += _at(path, labs)
        except OSError as error:
            found.append(_unusable(path, "", _closed(error)))
    if not found:
        raise course.CourseError(
            f"no submissions in {submitted}: put each notebook at "
            f"{submitted}/<student>/{labs[0].name}/{labs[0].name}.ipynb, or the students' zips there"
        )
    found = map(_named, found)
    return _checked_once(sorted(found, key=lambda one: (one.student, one.lab)))


def _at(path, labs):
    """Look at what a student handed in: a folder or a zip."""
    if path.is_symlink():
        return [_unusable(path, "", "it is a link; put the folder itself there")]
    if path.is_dir():
        return _in_folder(path, labs)
    return _in_zip(path, labs, path.name) if path.suffix == ".zip" else []


def _closed(error):
    return f"it cannot be read ({error.strerror}); give yourself the right to"


def _visible(folder):
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _unusable(path, lab, problem):
    student = path.parent.name if lab else path.stem if path.suffix == ".zip" else path.name
    return Submission(
        printable(student), printable(lab) or "?", printable(str(path)), problem=problem
    )


def _in_folder(student, labs):
    folders = _visible(student)
    if not folders:
        names = ", ".join(lab.name for lab in labs)
        return [_unusable(student, "", f"nothing in it; put a folder {names} there")]
    found = []
    for path in folders:
        try:
            if path.suffix == ".zip" and path.is_file() and not path.is_symlink():
                found += _in_zip(path, labs, student.name)
            else:
                found.append(_folder(path, labs))
        except OSError as error:
            found.append(_unusable(path, path.name, _closed(error)))
    return found


def _folder(folder, labs):
    """Look at one lab's folder."""
    student, name = folder.parent.name, folder.name
    lab = next((lab for lab in labs if lab.name == name), None)
    path = folder / f"{name}.ipynb"
    if lab is None:
        names = ", ".join(lab.name for lab in labs)
        return _unusable(folder, name, f"no lab has this name; rename it to one of {names}")
    if folder.is_symlink() or path.is_symlink():
        return _unusable(folder, name, "it is a link; put the file itself there")
    if not path.is_file():
        return _unusable(folder, name, _missing(folder, path.name))
    if path.stat().st_size > notebook.MOST_BYTES:
        return _unusable(folder, name, _too_large(path.name))
    blank = Submission(printable(student), name, printable(str(folder)))
    return _timed(_look(blank, path.read_bytes(), lab), folder / TIMESTAMP)


def _timed(one, path):
    """Add when it was handed in, which nbgrader's exchange writes beside the notebook."""
    if path.is_symlink() or not path.is_file():
        return one
    try:
        with open(path, encoding="utf-8") as file:
            return replace(one, timestamp=parse_utc(file.read(TIMESTAMP_LENGTH).strip()))
    except (OSError, ValueError, OverflowError, TypeError):
        note = f"{TIMESTAMP} holds no time that can be read; it counts as handed in on time"
        return replace(one, note="; ".join(filter(None, (one.note, note))))


def _missing(folder, wanted):
    others = [printable(path.name) for path in _visible(folder)] if folder.is_dir() else []
    if not others:
        return f"the folder is empty; put {wanted} there"
    notebooks = [name for name in others if name.endswith(".ipynb")]
    if len(notebooks) == 1:
        return f"{notebooks[0]} must be called {wanted}; rename it"
    return f"{wanted} is not among its files ({', '.join(others[:5])}); put it there"


def _too_large(name):
    return (
        f"{name} is larger than {notebook.MOST_BYTES >> 20} MB; clear its outputs and save it again"
    )


def _in_zip(path, labs, owner):
    """Look at the labs' notebooks in one student's zip, wherever in it they lie.

    The owner is the name of the zip, or of the folder that Moodle put it into.

    Nothing is unpacked: a name in a zip is only compared, so it can lead nowhere.
    """
    student = zip_student(owner)
    blank = Submission(student, "?", printable(str(path)))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > ZIP_ENTRIES:
                return [
                    replace(
                        blank, problem=f"holds more than {ZIP_ENTRIES} files; ask for the lab alone"
                    )
                ]
            found = []
            for lab in labs:
                named = [
                    e for e in entries if re.split(r"[/\\]", e.filename)[-1] == f"{lab.name}.ipynb"
                ]
                if named:
                    found.append(_zipped(replace(blank, lab=lab.name), archive, named, lab))
    except PermissionError:
        raise
    except Exception:  # of zipfile, codecs, struct: whatever damaged bytes lead to
        return [replace(blank, problem=f"is no zip that can be read; ask {student} for it again")]
    if not found:
        names = ", ".join(f"{lab.name}.ipynb" for lab in labs)
        return [replace(blank, problem=f"holds none of {names}; ask {student} for the lab")]
    return found


def zip_student(name):
    """Return whose zip it is, from its name as Moodle and Canvas make it.

    Examples
    --------
    >>> zip_student("Ada Lovelace_12345_assignsubmission_file_.zip")
    'Ada Lovelace_12345'
    >>> zip_student("lovelaceada_LATE_4711_98123_lab1.zip"), zip_student("ada.zip")
    ('lovelaceada', 'ada')
    """
    stem = printable(name.removesuffix(".zip"))
    moodle = re.match(r"(.+?_\d+)_assignsubmission_", stem)
    canvas = re.match(r"([^_]+)_(?:LATE_)?\d+_\d+_", stem)
    found = moodle or canvas
    return (found.group(1) if found else stem).strip(". ") or "?"


def _zipped(blank, archive, entries, lab):
    if len(entries) > 1:
        return replace(
            blank, problem=f"holds {lab.name}.ipynb {len(entries)} times; keep the right one"
        )
    (entry,) = entries
    if stat.S_ISLNK(entry.external_attr >> 16):
        return replace(
            blank, problem=f"{lab.name}.ipynb in it is a link; ask {blank.student} for the file"
        )
    if entry.file_size > notebook.MOST_BYTES:
        return replace(blank, problem=_too_large(f"{lab.name}.ipynb"))
    try:
        with archive.open(entry) as file:
            data = file.read(notebook.MOST_BYTES + 1)  # the announced size may be a lie
    except Exception:  # of zipfile, zlib, lzma: whatever damaged bytes lead to
        return replace(
            blank,
            problem=f"{lab.name}.ipynb in it cannot be read; ask {blank.student} for it again",
        )
    return _look(blank, data, lab)


def _look(blank, data, lab):
    """Say whether a notebook can be graded, and what there is to note."""
    name = f"{lab.name}.ipynb"
    try:
        cells = notebook.read(data)
    except notebook.Damaged as error:
        return replace(blank, problem=f"{name} {error}; ask {blank.student} for the file again")
    kinds = {
        cell.metadata.nbgrader.grade_id: course.kind(cell)
        for cell in lab.handed_out.cells
        if "nbgrader" in cell.metadata
    }
    answers = {identity for identity, kind in kinds.items() if kind == "student"}
    there = [cell.grade_id for cell in cells if cell.grade_id in kinds]
    if not answers & set(there):
        return replace(
            blank, problem=f"{name} holds none of this lab's cells; ask {blank.student} for the lab"
        )
    notes = []
    if missing := sorted(kinds.keys() - set(there)):
        notes.append(f"cells were missing ({', '.join(missing)}): test cells were put back")
    if twice := sorted({identity for identity in there if there.count(identity) > 1}):
        notes.append(f"cells stand there twice ({', '.join(twice)}): the first one counts")
    return replace(blank, cells=tuple(cells), note="; ".join(notes))


def _named(one):
    """Make a problem of a name that formgrader's pages would take for HTML, or that fits nowhere."""
    if one.problem:
        return one
    if active := " ".join(sorted(ACTIVE & set(one.student))):
        return replace(
            one, cells=(), problem=f"the student's name holds {active}; rename it without"
        )
    if len(one.student) > LONGEST or len(one.student.encode()) > LONGEST_BYTES:
        problem = (
            f"the student's name has more than {LONGEST} characters or {LONGEST_BYTES} bytes; "
            "rename it to a shorter one"
        )
        return replace(one, cells=(), problem=problem)
    return one


def _checked_once(found):
    """Make problems of submissions that would overwrite each other."""
    students = {}
    for one in found:
        students.setdefault((file_name(one.student), one.lab), []).append(one.student)
    return [_alone(one, students[file_name(one.student), one.lab]) for one in found]


def _alone(one, students):
    """Make a problem of a submission whose files are those of others, too."""
    if one.problem or len(students) == 1:
        return one
    others = ", ".join(sorted({*students} - {one.student}))
    problem = f"there are two of {one.student}: keep the one that counts"
    if others:
        problem = f"its page would lie where that of {others} lies: rename one of them"
    return replace(one, cells=(), problem=problem)
