"""Whatever ends in the middle: after running again the result is that of an undisturbed run.

`FAULTS_SEED` repeats a run's random moments; each test prints its own.
"""

import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, suppress

import classroom
import machines
import pytest
from nbgrader.api import Gradebook

from cnnlabs import course

LAB = course.labs()[0]
SOLUTIONS = classroom.solutions(LAB)
STUDENTS = [f"student{number}" for number in range(5)]
WHOLE_RUNS, PROCESSES = 6, 14  # killed at random moments


@pytest.fixture(scope="module")
def room(tmp_path_factory, programs):
    """Grade a class undisturbed; return the folder in which it lies, and the seconds that took."""
    root = tmp_path_factory.mktemp("class")
    for number, student in enumerate(STUDENTS):
        some = dict(list(SOLUTIONS.items())[number :: len(STUDENTS)])
        classroom.submit(root, LAB, student, some | {classroom.question(LAB): "Because."})
    since = time.monotonic()
    ran = machines.grade(programs, root, root / "calm")
    assert ran.returncode == 0, ran.stderr
    return root, time.monotonic() - since


@pytest.fixture
def chance():
    seed = int(os.environ.get("FAULTS_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"FAULTS_SEED={seed}")
    return random.Random(seed)


def assert_as_undisturbed(root, out):
    assert files(out) == files(root / "calm")
    assert scores(out) == scores(root / "calm")


def files(out):
    return {
        path.relative_to(out): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.suffix != ".db"
    }


def scores(out):
    with Gradebook(f"sqlite:///{out}/gradebook.db") as book:
        return {
            (student, grade.name): (grade.score, grade.extra_credit, grade.needs_manual_grade)
            for student in STUDENTS
            for grade in book.find_submission_notebook(LAB.name, LAB.name, student).grades
        }


def times_graded(out):
    with closing(sqlite3.connect(out / "verdicts.db")) as database:
        return dict(database.execute("SELECT student, COUNT(*) FROM usage GROUP BY student"))


def mounts():
    with open("/proc/self/mountinfo") as file:
        return sorted(line.split()[4] for line in file)


def test_a_run_that_is_killed_leaves_nothing_and_is_taken_up_again(room, programs, chance):
    root, seconds = room
    out, before = root / "killed", mounts()
    for _ in range(WHOLE_RUNS):
        started = machines.start(programs, root, out)
        time.sleep(chance.uniform(0, seconds))
        everything = machines.below(started.pid)
        started.kill()
        started.communicate()
        assert not machines.gone(everything)
    machines.wait_for(lambda: not machines.caged(), 30)  # other runs may go on beside
    assert mounts() == before
    ran = machines.grade(programs, root, out)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert_as_undisturbed(root, out)
    assert times_graded(out) == dict.fromkeys(STUDENTS, 1)


def test_processes_that_are_killed_cost_nobody_a_point(room, programs, chance):
    root, _ = room
    out, left = root / "hurt", PROCESSES
    while left:
        started = machines.start(programs, root, out)
        while left and started.poll() is None:
            time.sleep(chance.uniform(0.1, 1))
            kinds = [machines.warm_parents(started.pid), machines.below(started.pid)]
            targets = chance.choices(kinds, (1, 3))[0]
            if targets and machines.warm_parents(started.pid):
                hit(chance.choice(targets))
                left -= 1
        told, _ = started.communicate(timeout=machines.SECONDS)
        assert started.returncode in (0, 3), told
        assert "Traceback" not in told
        if left:  # it was all done before enough was killed
            with closing(sqlite3.connect(out / "verdicts.db")) as database, database:
                database.execute("DELETE FROM verdict")
    ran = machines.grade(programs, root, out)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert_as_undisturbed(root, out)
    machines.wait_for(lambda: not machines.caged(), 30)  # other runs may go on beside


def hit(number):
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


FULL = """
set -u
mount -t tmpfs -o size=64k none "$OUT"
for size in 240k 300k 64m; do
  "$@"
  echo "exit $?"
  mount -o remount,size=$size "$OUT"
done
"$@" || exit $?
cp -r "$OUT" "$KEPT"
"""


def test_a_full_disk_is_named_and_loses_nothing(room, programs, tmp_path):
    root, _ = room
    out, kept = tmp_path / "out", tmp_path / "kept"
    out.mkdir()
    alone = ["unshare", "--mount"]
    if os.getuid():
        alone += ["--user", "--map-current-user", "--keep-caps"]
    command = [programs / "cnnlabs", "grade", root / "course" / "submitted", "--out", out]
    ran = subprocess.run(
        [*alone, "sh", "-c", FULL, "sh", *command],
        env=os.environ | {"OUT": str(out), "KEPT": str(kept), "COLUMNS": "200"},
        capture_output=True, text=True, check=False, timeout=machines.SECONDS,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "exit 1" in ran.stdout and "exit 2" not in ran.stdout
    assert ran.stderr.count("no space is left on this disk; free some.") == ran.stdout.count(
        "exit 1"
    )
    assert "Traceback" not in ran.stderr
    assert_as_undisturbed(root, kept)
    assert times_graded(kept) == dict.fromkeys(STUDENTS, 1)
