"""What a hostile notebook left behind in a course that plain nbgrader graded: printed as JSON.

Called in the cage (see cage.py), when all that the notebook started has ended.
"""

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import plain
from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

OWN = ("autograded", "gradebook.db", ".nbgrader.log")  # what grading itself writes in a course
CANARY = "cnnlabs-attack"  # the attacks' name for a file that they should not write
WRITABLE = ("/home", "/tmp", "/scratch", "/dev/shm")
CRY = "RuntimeError: ESCAPED"  # what an attack says that read or reached what it should not


def files(root):
    """Return the digest of each file of a course, without those that grading writes."""
    return {
        str(path.relative_to(root)): hashlib.file_digest(path.open("rb"), "sha256").hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in OWN
    }


def points(root, lab, student):
    """Return the points of each exercise, or none at all where the grade book has none."""
    with contextlib.suppress(MissingEntry, SQLAlchemyError):
        return plain.points(root, lab, student)
    return {}


def main(root, name, *students):
    """Print the points of some students, the files, and what says that something got out."""
    pages = (root / "autograded").rglob("*.ipynb")
    cried = [str(page) for page in pages if CRY in page.read_text(errors="replace")]
    strays = [
        os.path.join(folder, CANARY)
        for place in WRITABLE
        for folder, _, names in os.walk(place)
        if CANARY in names
    ]
    earned = {student: points(root, SimpleNamespace(name=name), student) for student in students}
    print(json.dumps({"points": earned, "files": files(root), "got_out": cried + strays}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
