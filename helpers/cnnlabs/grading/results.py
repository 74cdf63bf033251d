"""Verdicts kept by content: what was graded once with the same cells, test and environment is known.

An interrupted run resumes from here, and an edited test runs again for its own exercise only.
"""

import hashlib
import json
import platform
import sqlite3
import time
from dataclasses import asdict, astuple, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cnnlabs.grading import trouble
from cnnlabs.grading.task import Verdict

STACK = ("h5py", "ipython", "keras", "mlxtend", "numpy", "scikit-image", "scipy", "tensorflow")
PACKAGE = Path(__file__).parents[1]
# No verdict; not kept, for it may be the machine's fault.
LOST = ("timeout", "died", "protocol", "error", "unproven")


@dataclass(frozen=True)
class Usage:
    """What grading one submission took: seconds of processor time, and most bytes of memory."""

    student: str
    lab: str
    cpu_seconds: float
    memory: int


class Results:
    """The verdicts of earlier runs, in one file that one run has at a time.

    Parameters
    ----------
    path : Path or str
    say : callable
        Told when the file is in use by another program.

    Examples
    --------
    >>> with Results(":memory:") as results:
    ...     results.keep({"key": Verdict("f", "passed")}, Usage("ada", "lab", 1.5, 1 << 20))
    ...     results.get("key").status
    'passed'
    """

    def __init__(self, path, say=print):
        self.name, self.say = path, say
        self.database = sqlite3.connect(path, timeout=1)
        self.database.execute("PRAGMA locking_mode = EXCLUSIVE")
        trouble.patiently(self._prepare, path, say)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()

    def _prepare(self):
        with self.database:
            self.database.execute("BEGIN EXCLUSIVE")
            self.database.execute(
                "CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, told TEXT)"
            )
            self.database.execute(
                "CREATE TABLE IF NOT EXISTS usage (student TEXT, lab TEXT, cpu_seconds REAL, "
                "memory INTEGER, graded REAL)"
            )

    def get(self, key):
        """Return the verdict kept under a key, or None."""
        row = self.database.execute("SELECT told FROM verdict WHERE key = ?", (key,)).fetchone()
        return Verdict(**json.loads(row[0])) if row else None

    def keep(self, verdicts, usage):
        """Keep what came of grading one submission: all of it or nothing.

        Parameters
        ----------
        verdicts : dict of str to Verdict
            By key; one that tells of a loss is not kept.
        usage : Usage
        """
        kept = [
            (key, json.dumps(asdict(verdict)))
            for key, verdict in verdicts.items()
            if verdict.status not in LOST
        ]
        with self.database:
            self.database.executemany("INSERT OR REPLACE INTO verdict VALUES (?, ?)", kept)
            self.database.execute(
                "INSERT INTO usage VALUES (?, ?, ?, ?, ?)", (*astuple(usage), time.time())
            )

    def usage(self, student, lab):
        """Return the most that grading a student's lab took in any run, or None when it never ran."""
        row = self.database.execute(
            "SELECT MAX(cpu_seconds), MAX(memory) FROM usage WHERE student = ? AND lab = ?",
            (student, lab),
        ).fetchone()
        return Usage(student, lab, *row) if row[1] is not None else None


@cache
def environment():
    """Return what a verdict depends on besides the lab: versions, and the course's own package."""
    package = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        package.update(path.read_bytes())
    versions = {name: version(name) for name in STACK}
    return {"python": platform.python_version(), **versions, "cnnlabs": package.hexdigest()}


def keys(release, steps, limits):
    """Return the key of each exercise's verdict: a hash of all that it depends on.

    Parameters
    ----------
    release : task.Release
    steps : list of task.Step
    limits : dict or None

    Returns
    -------
    dict of str to str
        By the exercise's name.
    """
    shared = [
        environment(),
        release.setups,
        sorted(release.functions),
        [asdict(step) for step in steps],
        limits,
    ]
    begun = hashlib.sha256(json.dumps(shared).encode())  # once: a submission may have 32 MB
    found = {}
    for exercise in release.exercises:
        key = begun.copy()
        key.update(json.dumps(asdict(exercise)).encode())
        found[exercise.name] = key.hexdigest()
    return found
