"""The grade book lies in SQLite or PostgreSQL, with the same scores; others may hold it for a while."""

import contextlib
import csv
import sqlite3
import subprocess

import classroom
import machines
import postgres
import psycopg2
import pytest
from nbgrader.api import Gradebook

from cnnlabs import course, nbgrader
from cnnlabs.desk import commands, exports
from cnnlabs.grading import records, trouble
from cnnlabs.grading.records import Records

LAB = course.labs()[0]
SOLUTIONS = classroom.solutions(LAB)
STUDENTS = ("ada", "bob", "eve")


@pytest.fixture(scope="module")
def room(tmp_path_factory, programs):
    """Grade a class with the default grade book; return the folder in which it lies."""
    root = tmp_path_factory.mktemp("class")
    written = {classroom.question(LAB): "Because pictures shift."}
    some = dict(list(SOLUTIONS.items())[:3])
    for student, answers in zip(STUDENTS, (SOLUTIONS | written, some, {}), strict=True):
        classroom.submit(root, LAB, student, answers)
    ran = machines.grade(programs, root, root / "out")
    assert ran.returncode == 0, ran.stderr
    return root


@pytest.fixture(scope="module")
def database():
    """Run a PostgreSQL server; return the URL of a database."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="module")
def both(room, database, programs):
    """Enter the same class into PostgreSQL; return both grade books' URLs."""
    before = (room / "out" / "grades.csv").read_bytes()
    ran = machines.grade(programs, room, room / "out", "--db", database)
    assert ran.returncode == 0, ran.stderr
    assert (room / "out" / "grades.csv").read_bytes() == before
    return f"sqlite:///{room}/out/gradebook.db", database.replace(":", "+psycopg2:", 1)


def test_both_grade_books_hold_the_same_scores(both):
    one, other = (scores(url) for url in both)
    assert one == other
    assert sum(score for _, _, score, *_ in one if score) > 0


def scores(url):
    with Gradebook(url) as book:
        return [
            (student, grade.name, grade.auto_score, grade.extra_credit, grade.needs_manual_grade)
            for student in STUDENTS
            for grade in sorted(
                book.find_submission_notebook(LAB.name, LAB.name, student).grades,
                key=lambda grade: grade.name,
            )
        ]


def test_nbgrader_exports_the_same_from_both(both, tmp_path):
    tables = []
    for url in both:
        file = tmp_path / f"{len(tables)}.csv"
        ran = nbgrader.run(course.ROOT, "export", "--db", url, "--to", str(file))
        assert ran.returncode == 0, ran.stderr
        with open(file, newline="") as opened:
            rows = sorted(csv.DictReader(opened), key=lambda row: row["student_id"])
        tables.append([{k: v for k, v in row.items() if k != "timestamp"} for row in rows])
    assert tables[0] == tables[1]
    points = {row["student_id"]: float(row["score"]) for row in tables[0]}
    automatic = sum(classroom.points(LAB).values())
    assert points["ada"] == automatic and 0 < points["bob"] < automatic and points["eve"] == 0


def test_a_platform_gets_the_same_from_both(both, database, tmp_path):
    tables = []
    for url in (*both, database):  # here the driver may be left out
        path, _ = exports.export("canvas", url, tmp_path / f"{len(tables)}.csv")
        tables.append(sorted(path.read_text().splitlines()))
    assert tables[0] == tables[1] == tables[2]
    assert all(any(student in line for line in tables[0]) for student in STUDENTS)


def test_points_by_hand_survive_in_both(both, room, programs):
    for url in both:
        with Gradebook(url) as book:
            grade = book.find_grade(classroom.question(LAB), LAB.name, LAB.name, "ada")
            grade.manual_score, grade.needs_manual_grade = 2.5, False
            book.db.commit()
        ran = machines.grade(programs, room, room / "out", "--db", url, "--student", "ada")
        assert ran.returncode == 0, ran.stderr
        with open(room / "out" / "grades.csv", newline="") as file:
            (row,) = (
                row
                for row in csv.DictReader(file)
                if row["exercise"] == classroom.question(LAB) and row["student"] == "ada"
            )
        assert (row["points"], row["status"]) == ("2.5", "graded by hand")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "postgresql://x:secret@127.0.0.1:9/none",
            "the grade book postgresql+psycopg2://x:***@127.0.0.1:9/none",
        ),
        ("oracle-of-delphi://x/y", "--db names no database that is known"),
        ("nonsense", "--db names no database that is known"),
    ],
)
def test_a_grade_book_that_is_not_there_is_named_without_its_password(url, words):
    with pytest.raises(course.CourseError) as caught:
        Records(url)
    assert words in str(caught.value) and "secret" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(trouble, "PATIENCE", 3)


@pytest.mark.parametrize(
    ("file", "name"), [("verdicts.db", "verdicts.db"), ("gradebook.db", "the grade book")]
)
def test_a_database_that_another_program_holds_is_waited_for_then_named(
    room, file, name, impatient
):
    before = (room / "out" / "grades.csv").read_bytes()
    holder = sqlite3.connect(room / "out" / file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    ran = classroom.graded_in_this_process(room, "--out", str(room / "out"))
    assert ran.exit_code == 1, ran.output
    assert f"{name} is in use by another program: waiting for it, up to 3 seconds." in ran.output
    assert "let it end or close it. What was graded is kept" in ran.output
    assert (room / "out" / "grades.csv").read_bytes() == before
    holder.close()


def test_a_database_that_is_held_for_a_moment_is_waited_for(room):
    code = (
        "import sqlite3, sys, time; book = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "book.execute('BEGIN EXCLUSIVE'); print('held', flush=True); time.sleep(4)"
    )
    command = ["python3", "-c", code, room / "out" / "gradebook.db"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        ran = classroom.graded_in_this_process(room, "--out", str(room / "out"))
    assert ran.exit_code == 0, ran.output
    assert "the grade book is in use by another program: waiting" in ran.output


@pytest.mark.parametrize(
    ("change", "lock"),
    [  # what changed must be written again
        ("UPDATE grade SET auto_score = 9 WHERE auto_score = 1", "SELECT * FROM grade FOR UPDATE"),
        ("UPDATE source_cell SET source = ''", "SELECT * FROM source_cell FOR UPDATE"),
        ("SELECT", "LOCK TABLE student IN ACCESS EXCLUSIVE MODE"),
    ],
    ids=["rows of grades", "rows of a lab", "a table"],
)
@pytest.mark.usefixtures("both")
def test_what_another_session_of_postgresql_locks_is_waited_for_then_named(
    room, database, change, lock, monkeypatch
):
    monkeypatch.setattr(records, "LOCK", 100)
    monkeypatch.setattr(trouble, "PATIENCE", 1)
    before = (room / "out" / "grades.csv").read_bytes()
    with contextlib.closing(psycopg2.connect(database)) as holder, holder.cursor() as asking:
        asking.execute(change)
        holder.commit()
        asking.execute(lock)
        options = ("--out", str(room / "out"), "--db", database)
        ran = classroom.graded_in_this_process(room, *options)
        assert ran.exit_code == 1, ran.output
        assert "the grade book is in use by another program: waiting for it" in ran.output
        assert "let it end or close it. What was graded is kept" in ran.output
        monkeypatch.setattr(trouble, "PATIENCE", 60)
        monkeypatch.setattr(commands, "_note", lambda _: holder.rollback())  # once it waits
        again = classroom.graded_in_this_process(room, *options)
        assert again.exit_code == 0, again.output
    assert (room / "out" / "grades.csv").read_bytes() == before
