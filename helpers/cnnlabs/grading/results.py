"""Verdicts kept by content: what was graded once with the same cells, test and environment is known.

An interrupted run resumes from here, and an edited test runs again for its own exercise only.
"""

import hashlib
import json
import sqlite3
import time
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cnnlabs.grading.judge import Verdict

STACK = ("h5py", "keras", "numpy", "scikit-image", "scipy", "tensorflow")
PACKAGE = Path(__file__).parents[1]
PATIENCE = 60  # seconds to wait for a locked file
LOST = ("timeout", "died", "protocol", "error")  # not kept: they may be the machine's fault


class Results:
    """The verdicts of earlier runs, in one file.

    Parameters
    ----------
    path : Path or str

    Examples
    --------
    >>> with Results(":memory:") as results:
    ...     results.put("key", Verdict("f", "passed"))
    ...     results.get("key").status
    'passed'
    """

    def __init__(self, path):
        self.database = sqlite3.connect(path, timeout=PATIENCE)
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, told TEXT)"
        )
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS usage (student TEXT, lab TEXT, cpu_seconds REAL, "
            "memory INTEGER, graded REAL)"
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()

    def get(self, key):
        """Return the verdict kept under a key, or None."""
        row = self.database.execute("SELECT told FROM verdict WHERE key = ?", (key,)).fetchone()
        return Verdict(**json.loads(row[0])) if row else None

    def put(self, key, verdict):
        """Keep a verdict, unless it tells of a loss."""
        if verdict.status not in LOST:
            told = json.dumps(asdict(verdict))
            with self.database:
                self.database.execute("INSERT OR REPLACE INTO verdict VALUES (?, ?)", (key, told))

    def used(self, student, lab, cpu_seconds, memory):
        """Record what grading one submission took: processor seconds, and most bytes of memory."""
        with self.database:
            self.database.execute(
                "INSERT INTO usage VALUES (?, ?, ?, ?, ?)",
                (student, lab, cpu_seconds, memory, time.time()),
            )


@cache
def environment():
    """Return what a verdict depends on besides the lab: versions, and the course's own package."""
    package = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        package.update(path.read_bytes())
    return {name: version(name) for name in STACK} | {"cnnlabs": package.hexdigest()}


def keys(release, steps, limits):
    """Return the key of each exercise's verdict: a hash of all that it depends on.

    Parameters
    ----------
    release : session.Release
    steps : list of session.Step
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
    return {
        exercise.name: hashlib.sha256(json.dumps([shared, asdict(exercise)]).encode()).hexdigest()
        for exercise in release.exercises
    }
