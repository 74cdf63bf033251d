"""nbgrader's exporters to the grade books of Canvas, Moodle and Blackboard.

``nbgrader export --exporter=cnnlabs.desk.exports.CanvasExport --CanvasExport.students=list.csv``
writes what ``cnnlabs export canvas --students list.csv`` writes. Each fills in the list that the
platform itself exports: its rows, its columns of identities and those of the labs; a grade that is
not there stays.

Sources: Canvas' lib/gradebook_importer.rb, Moodle's mod/assign/feedback/offline and grade/import/csv,
Blackboard's "Upload grades" (columns are known by the number behind their title).
"""

import csv
import io
import logging
import re
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Unicode

from cnnlabs import course, nbgrader
from cnnlabs.course import CourseError
from cnnlabs.desk import roster
from cnnlabs.grading import records
from cnnlabs.grading.report import harmless

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?|-")


class PlatformExport(ExportPlugin):
    """What the three exporters have in common."""

    students = Unicode("", help="the platform's own list of students").tag(config=True)
    columns = Dict(help="title of a lab's column, by the lab's name").tag(config=True)
    default = "grades.csv"

    def export(self, gradebook):
        """Write the file; `notes` then says what to know.

        Parameters
        ----------
        gradebook : nbgrader.api.Gradebook

        Raises
        ------
        CourseError
            When the list of students cannot be read or does not fit.
        """
        self.notes = []
        labs = [
            lab
            for lab in gradebook.assignments
            if not self.assignment or lab.name in self.assignment
        ]
        names = [one.id for one in gradebook.students if not self.student or one.id in self.student]
        if not labs:
            raise CourseError("the grade book holds none of these labs: run `cnnlabs grade` first")
        table = roster.read(Path(self.students)) if self.students else self.blank(names)
        found = roster.match(table.rows, names)
        if missing := [name for name in names if name not in found.values()]:
            self.notes.append(f"not in the list of students: {', '.join(missing)}")
        titles = self.titles(table, labs)
        self.fill(gradebook, table, found, titles)
        target = Path(self.to or self.default)
        target.write_bytes(self.written(table, [*self.kept(table), *titles.values()]))
        for note in self.notes:
            self.log.warning(note)

    def fill(self, gradebook, table, found, titles):
        """Put the points of each student into the table."""
        waiting = 0
        for name, title in titles.items():
            limit = self.limit(table, title)
            for number, student in found.items():
                try:
                    sent = gradebook.find_submission(name, student)
                except MissingEntry:
                    continue
                points = max(0.0, sent.score - (sent.late_submission_penalty or 0))
                table.rows[number][title] = f"{min(points, limit(table.rows[number])):g}"
                waiting += bool(sent.needs_manual_grade)
        if waiting:
            self.notes.append(
                f"{waiting} submissions wait for points by hand; export again after that"
            )

    def limit(self, table, title):
        """Return a function of a row that says the most points that the platform takes."""
        return lambda row: float("inf")

    def titles(self, table, labs):
        """Return the title of each lab's column: the one that is there, or a new one."""
        known = {lab.name: lab.title for lab in course.labs()}
        found = {}
        for lab in labs:
            wanted = [
                lab.name,
                known.get(lab.name, ""),
                f"{lab.name[:2]} {known.get(lab.name, '')}",
            ]
            wanted = {text.casefold() for text in wanted if text}
            there = (one for one in table.columns if self.plain(one).casefold() in wanted)
            found[lab.name] = self.columns.get(lab.name) or next(there, None) or lab.name
            if found[lab.name] not in table.columns:
                table.columns.append(found[lab.name])
                self.notes.append(self.NEW.format(title=found[lab.name]))
                for row in table.rows:
                    row[found[lab.name]] = ""
        return found

    def plain(self, title):
        """Return a column's title without what the platform adds to it."""
        return title

    def written(self, table, columns):
        """Return the file's bytes, in the way in which the list was written."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=table.delimiter, quoting=self.QUOTING)
        writer.writerow([cell(name) for name in columns])
        writer.writerows([cell(row[name]) for name in columns] for row in table.rows)
        return text.getvalue().encode(table.encoding)

    NEW = "{title} is a new column"
    QUOTING = csv.QUOTE_MINIMAL


class CanvasExport(PlatformExport):
    """Canvas' grade book: Grades, Export, then Import."""

    default = "canvas.csv"
    STUDENT = (
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Integration ID",
        "Root Account",
        "Section",
    )
    NEW = "Canvas will ask what {title} is: choose a new assignment"

    def blank(self, names):
        """Return a list in which Canvas knows students by their login."""
        rows = [{"Student": name, "ID": "", "SIS Login ID": name, "Section": ""} for name in names]
        return roster.Roster(["Student", "ID", "SIS Login ID", "Section"], rows)

    def kept(self, table):
        """Return the columns that Canvas needs before the assignments."""
        return [name for name in (*self.STUDENT, "LastName", "FirstName") if name in table.columns]

    def plain(self, title):
        """Return an assignment's title without its number."""
        return re.sub(r"\s*\(\d+\)$", "", title)

    def fill(self, gradebook, table, found, titles):
        """Put the points in, and above them what each lab is worth, as Canvas has it."""
        super().fill(gradebook, table, found, titles)
        possible = next(
            (row for row in table.rows if "Points Possible" in row.get("Student", "")), None
        )
        if possible is None:
            possible = dict.fromkeys(table.columns, "") | {"Student": "    Points Possible"}
            table.rows.insert(0, possible)
        for name, title in titles.items():
            points = gradebook.find_assignment(name).max_score
            possible[title] = possible.get(title) or f"{points:g}"


class MoodleExport(PlatformExport):
    """Moodle's worksheet of one assignment, or its import of grades from CSV."""

    default = "moodle.csv"
    NEW = "choose what {title} is mapped to when Moodle asks"

    def blank(self, names):
        """Return a list in which Moodle knows students by their user name."""
        return roster.Roster(["Username"], [{"Username": name} for name in names])

    def worksheet(self, table):
        """Tell whether a list is the worksheet of one assignment."""
        return {"Identifier", "Grade", "Last modified (grade)"} <= {*table.columns}

    def titles(self, table, labs):
        """Return the worksheet's own column for grades, or one for each lab."""
        if not self.worksheet(table):
            return super().titles(table, labs)
        if len(labs) != 1:
            raise CourseError("Moodle's worksheet is of one assignment: name the lab with --lab")
        return {labs[0].name: "Grade"}

    def kept(self, table):
        """Return every column of a worksheet, or those by which students are known."""
        if self.worksheet(table):
            return [name for name in table.columns if name != "Grade"]
        return [name for name in table.columns if name in roster.IDENTITIES]

    def limit(self, table, title):
        """Return the worksheet's maximum: Moodle passes over a grade above it without a word."""
        name = next((one for one in table.columns if one.casefold() == "maximum grade"), None)

        def most(row):
            text = row.get(name, "").replace(",", ".")
            return float(text) if name and NUMBER.fullmatch(text) and text != "-" else float("inf")

        return most

    def written(self, table, columns):
        """Return the file's bytes; a worksheet's columns stay in their order."""
        return super().written(table, table.columns if self.worksheet(table) else columns)


class BlackboardExport(PlatformExport):
    """Blackboard's grade book: Work offline, Download, then Upload."""

    default = "blackboard.csv"
    NEW = "Blackboard makes {title} a column of text with 0 points: make the column there first"
    QUOTING = csv.QUOTE_ALL

    def blank(self, names):
        """Return a list in which Blackboard knows students by their user name."""
        return roster.Roster(["Username"], [{"Username": name} for name in names])

    def kept(self, table):
        """Return the columns that say who a student is."""
        wanted = ("Last Name", "First Name", "Username", "Student ID")
        return [name for name in wanted if name in table.columns]

    def plain(self, title):
        """Return a column's title without its points and number."""
        return re.sub(r"\s*\[Total Pts:.*$", "", title)


PLATFORMS = {"canvas": CanvasExport, "moodle": MoodleExport, "blackboard": BlackboardExport}


def export(platform, url, to=None, *, students=None, labs=(), columns=()):
    """Write the grades for a platform.

    Parameters
    ----------
    platform : str
        A key of `PLATFORMS`.
    url : str
        Of the grade book.
    to, students : Path, optional
        The file to write, and the platform's list of students.
    labs : sequence of str
        All when empty.
    columns : dict of str to str
        Titles of labs' columns, where they are not found by the lab's name or title.

    Returns
    -------
    (Path, list of str)
        The file, and what to know.

    Raises
    ------
    CourseError
        When there is no such platform or grade book, or the list does not fit.
    """
    if platform not in PLATFORMS:
        raise CourseError(f"no platform called {platform!r}; there are {', '.join(PLATFORMS)}")
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise CourseError(f"there is no grade book {url}: run `cnnlabs grade` first")
    plugin = PLATFORMS[platform](
        to=str(to or ""), students=str(students or ""), assignment=list(labs), columns=dict(columns)
    )
    plugin.log = logging.getLogger(__name__)
    plugin.log.disabled = True  # who calls gets the notes
    nbgrader.put_on_path()
    with records.opened(url) as gradebook:
        plugin.export(gradebook)
    return Path(plugin.to or plugin.default), plugin.notes


def cell(value):
    """Return what to write: a number or a dash as it is, text so that no spreadsheet computes it.

    Examples
    --------
    >>> cell("-"), cell("12.5"), cell("=1+1"), cell("-cmd")
    ('-', '12.5', "'=1+1", "'-cmd")
    """
    return value if NUMBER.fullmatch(value) else harmless(value)
