"""The class as the learning platform lists it, and who in it is whom in the grade book.

A platform takes grades back only under its own identities, so its own export is the list to fill in.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass

from cnnlabs.course import CourseError

IDENTITIES = (
    "SIS Login ID", "SIS User ID", "ID", "Username", "ID number", "Student ID", "Email address",
    "Email", "Identifier",
)  # fmt: skip
"""The columns by which Canvas, Moodle and Blackboard know a student."""
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass
class Roster:
    """A table with one row for each student, and how it was written."""

    columns: list
    rows: list
    """Of dict, by column."""
    delimiter: str = ","
    encoding: str = "utf-8"


def read(path):
    r"""Read a platform's list: comma, semicolon or tab between cells, UTF-8 or UTF-16.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Roster

    Raises
    ------
    CourseError
        When it cannot be read, or holds no column by which students are known.
    """
    try:
        data = path.read_bytes()
        encoding = ENCODINGS.get(data[:2]) or ENCODINGS.get(data[:3], "utf-8")
        text = data.decode(encoding)
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read ({error}): export the list again") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    columns = list(table.fieldnames or ())
    if not set(columns) & set(IDENTITIES):
        raise CourseError(
            f"{path} has no column by which students are known: one of {', '.join(IDENTITIES)}"
        )
    rows = [{name: row[name] for name in columns} for row in table]
    return Roster(columns, rows, delimiter, encoding)


def match(rows, students):
    """Find each student of the grade book in a platform's list.

    The names under which the grader knows students are user names, or those that Moodle and Canvas
    give to the files that they export. Whoever fits two rows, or a row that another fits, is not
    matched.

    Parameters
    ----------
    rows : list of dict
    students : iterable of str

    Returns
    -------
    dict of int to str
        The student by the number of the row.

    Examples
    --------
    >>> rows = [{"Student": "Lovelace, Ada", "ID": "7"}, {"Identifier": "Participant 42"}]
    >>> match(rows, ["lovelaceada", "Alan Turing_42", "nobody"])
    {0: 'lovelaceada', 1: 'Alan Turing_42'}
    """
    for keys in (_identities, _names):
        places = {}
        for number, row in enumerate(rows):
            for key in keys(row):
                places.setdefault(key, set()).add(number)
        if keys is _identities:
            first = _assigned(students, places)
        else:
            left = [student for student in students if student not in first.values()]
            free = {key: numbers - first.keys() for key, numbers in places.items()}
            second = _assigned(left, free)
    return dict(sorted((first | second).items()))


def _assigned(students, places):
    """Return the student of each row that exactly one student fits, if that one fits no other."""
    fits = {}
    for student in students:
        found = places.get(student.casefold(), set()) or places.get(_suffix(student), set())
        if len(found) == 1:
            fits.setdefault(*found, []).append(student)
    return {number: several[0] for number, several in fits.items() if len(several) == 1}


def _suffix(student):
    """Return the participant's number that Moodle puts behind a name, as its worksheet has it."""
    found = re.search(r"_(\d+)$", student)
    return f"participant {found.group(1)}" if found else None


def _identities(row):
    values = [row.get(name, "") for name in IDENTITIES]
    values += [value.partition("@")[0] for value in values if "@" in value]
    return {value.strip().casefold() for value in values if value.strip()}


def _names(row):
    """Return how Canvas writes a student's name into the name of a file."""
    name = row.get("Student") or row.get("Last Name", "") + row.get("First Name", "")
    plain = unicodedata.normalize("NFC", name).casefold()
    letters = "".join(letter for letter in plain if letter.isalnum())
    return {letters} if letters else set()
