"""Grades as Canvas, Moodle and Blackboard import them: their lists go in, filled in they come out."""

import csv
import io

import pytest
from nbgrader.api import Gradebook

from cnnlabs import course, nbgrader
from cnnlabs.desk import exports

LABS = [lab.name for lab in course.labs()[:2]]
SCORES = {"ada": (5, 2), "grace": (4, None), "lovelaceada": (3, 3), "Alan Turing_42": (6, 0)}

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,02 Padding (777),Essay (9),Current Score
    Points Possible,,,,,10,5,(read only)
"Hopper, Grace",11,u11,grace,S1,1,2,50
"Lovelace, Ada",12,u12,al12,S1,,3,50
"=cmd()",13,u13,ada,S1,9,-,50
"Turing, Alan",14,u14,alan,S1,8,,50
"""
WORKSHEET = """\
\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 42,Alan Turing,at@x.org,Submitted,,"5,00",Yes,-,-,
Participant 43,Grace Hopper,grace@x.org,Submitted,,"5,00",Yes,-,-,
Participant 44,@SUM(1),nobody@x.org,No submission,2,"5,00",Yes,-,-,
"""
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Availability"\t"02_padding [Total Pts: 10 Score] |55"\n'
    '"Hopper"\t"Grace"\t"grace"\t"Yes"\t""\n"Turing"\t"Alan"\t"alan"\t"Yes"\t"7"\n'
)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Write a grade book: `SCORES` in two labs, a late penalty for ada in the first."""
    url = f"sqlite:///{tmp_path_factory.mktemp('book')}/gradebook.db"
    nbgrader.put_on_path()
    with Gradebook(url) as book:
        for lab in LABS:
            book.add_assignment(lab)
            book.add_notebook(lab, lab)
            book.add_grade_cell("g", lab, lab, max_score=6, cell_type="code")
        for student, scores in SCORES.items():
            book.add_student(student)
            for lab, points in zip(LABS, scores, strict=True):
                if points is None:
                    continue
                sent = book.add_submission(lab, student)
                if (student, lab) == ("ada", LABS[0]):
                    sent.notebooks[0].late_submission_penalty = 1
                (grade,) = book.find_submission_notebook(lab, lab, student).grades
                grade.auto_score, grade.needs_manual_grade = points, False
        book.db.commit()
    return url


@pytest.fixture
def exported(url, tmp_path):
    def export(platform, listed=None, encoding="utf-8", **options):
        students = None
        if listed:
            students = tmp_path / "students.csv"
            students.write_bytes(listed.encode(encoding))
        path, notes = exports.export(platform, url, tmp_path / "out", students=students, **options)
        return path.read_bytes(), notes

    return export


def rows(data, encoding="utf-8", delimiter=","):
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def test_canvas_gets_its_own_columns_back_filled_in(exported):
    data, notes = exported("canvas", CANVAS)
    table = rows(data)
    assert list(table[0]) == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", LABS[0], "02 Padding (777)",
    ]  # fmt: skip
    points = {row["ID"]: (row[LABS[0]], row["02 Padding (777)"]) for row in table}
    assert points == {
        "": ("6", "10"),  # what each is worth: the platform's own number stays
        "11": ("4", "1"),  # grace handed the second lab in: not; her grade there stays
        "12": ("3", "3"),  # known by the name that Canvas gives to a file
        "13": ("4", "2"),  # 5 less a late penalty of 1
        "14": ("", "8"),
    }
    assert table[0]["Student"] == "    Points Possible"
    assert "'=cmd()" in [row["Student"] for row in table]
    assert "not in the list of students: Alan Turing_42" in notes
    assert any(LABS[0] in note for note in notes if note.startswith("Canvas will ask"))


def test_canvas_without_a_list_knows_students_by_login(exported):
    table = rows(exported("canvas")[0])
    assert list(table[0])[:4] == ["Student", "ID", "SIS Login ID", "Section"]
    assert {row["SIS Login ID"] for row in table[1:]} == set(SCORES)


def test_moodles_worksheet_keeps_its_form_and_its_maximum(exported):
    data, notes = exported("moodle", WORKSHEET, labs=LABS[:1])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == WORKSHEET[1:].splitlines()[0]
    table = rows(data, "utf-8-sig")
    assert [row["Grade"] for row in table] == ["5", "4", "2"]  # 6 is more than Moodle takes
    assert table[0]["Last modified (grade)"] == "-"
    assert table[2]["Full name"] == "'@SUM(1)"
    assert notes == ["not in the list of students: ada, lovelaceada"]


def test_moodles_worksheet_is_of_one_lab(exported):
    with pytest.raises(course.CourseError, match="name the lab with --lab"):
        exported("moodle", WORKSHEET)


def test_moodles_import_gets_identities_and_labs(exported):
    table = rows(exported("moodle", "First name,Email address,Groups\nGrace,grace@x.org,\n")[0])
    assert table == [{"Email address": "grace@x.org", LABS[0]: "4", LABS[1]: ""}]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_blackboard_gets_its_delimiter_encoding_and_numbers_back(exported, encoding):
    data, _ = exported("blackboard", BLACKBOARD, encoding, labs=LABS[1:])
    table = rows(data, encoding, "\t")
    column = "02_padding [Total Pts: 10 Score] |55"
    assert list(table[0]) == ["Last Name", "First Name", "Username", column]
    assert [row[column] for row in table] == ["", "7"]
    assert data.decode(encoding).startswith('"Last Name"\t"First Name"')


def test_a_column_can_be_named(exported):
    table = rows(exported("canvas", CANVAS, columns={LABS[0]: "Essay (9)"})[0])
    assert {row["ID"]: row["Essay (9)"] for row in table}["11"] == "4"


def test_two_students_who_fit_one_row_are_named_and_not_guessed(exported):
    _, notes = exported("blackboard", "Username,Email\nada,grace@x.org\n")
    assert set(notes[0].removeprefix("not in the list of students: ").split(", ")) == set(SCORES)


@pytest.mark.parametrize(
    ("platform", "listed", "words"),
    [
        ("sakai", None, "there are canvas, moodle, blackboard"),
        ("canvas", "name,grade\nx,1\n", "has no column by which students are known"),
    ],
)
def test_what_does_not_fit_is_told(exported, platform, listed, words):
    with pytest.raises(course.CourseError, match=words):
        exported(platform, listed)


def test_nbgraders_own_command_takes_the_exporters(url, tmp_path):
    students = tmp_path / "students.csv"
    students.write_text(CANVAS)
    ran = nbgrader.run(
        course.ROOT, "export", "--exporter=cnnlabs.desk.exports.CanvasExport", f"--to={tmp_path}/out",
        f"--db={url}", f"--CanvasExport.students={students}",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert rows((tmp_path / "out").read_bytes())[1]["02 Padding (777)"] == "1"
