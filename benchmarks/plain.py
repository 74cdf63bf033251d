"""A course as an instructor without this repository's configuration has it: for `nbgrader autograde`."""

import ctypes
import os
import subprocess
import sys
import time
from dataclasses import dataclass

import nbformat
from nbgrader.api import Gradebook

from cnnlabs import course, nbgrader

PR_SET_CHILD_SUBREAPER = 36
CONFIGURATION = """
c = get_config()
c.CourseDirectory.course_id = "plain"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code goes here"}
c.ClearSolutions.text_stub = "*Your answer goes here.*"
"""


@dataclass(frozen=True)
class Used:
    """What a command took: wall and processor seconds, bytes of its largest process, exit status."""

    wall: float
    cpu: float
    memory: int
    status: int


def make(root, labs):
    """Make a course whose releases and grade book are nbgrader's own work.

    A bonus exercise is given its points here: without our preprocessors nbgrader knows no bonus.
    """
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIGURATION)
    for lab in labs:
        notebook = nbformat.read(lab.solution, as_version=4)
        bonuses = course.bonuses(lab.solution)
        for cell in notebook.cells:
            part = cell.metadata.get("nbgrader", {})
            if part.get("grade_id") in bonuses:
                part["points"] = bonuses[part["grade_id"]]
        place = root / "source" / lab.name
        place.mkdir(parents=True)
        nbformat.write(notebook, place / lab.solution.name)
        ran = nbgrader.run(root, "generate_assignment", lab.name)
        if ran.returncode:
            sys.exit(ran.stderr)


def autograde(root, lab, student="*"):
    """Run `nbgrader autograde` on one lab's submissions, one after another, as it does."""
    log = root / f"{lab.name}.log"
    return measured(
        [sys.executable, "-m", "nbgrader", "autograde", lab.name, "--student", student], root, log
    )


def points(root, lab, student):
    """Return the points of each cell in the grade book; None where a human must look."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        grades = book.find_submission_notebook(lab.name, lab.name, student).grades
        return {
            grade.name.removeprefix("test_"): None if grade.needs_manual_grade else grade.score
            for grade in grades
        }


def only_warned(root, lab, student, exercise):
    """Whether an exercise's test cell ended without an error, and wrote to stderr."""
    place = root / "autograded" / student / lab.name / lab.release.name
    for cell in nbformat.read(place, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"test_{exercise}":
            kinds = {output.get("name", output.output_type) for output in cell.outputs}
            return "stderr" in kinds and "error" not in kinds
    return False


def measured(command, folder, log):
    """Run a command to its end, and to the end of all that it started."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # what it leaves behind becomes ours
    start = time.perf_counter()
    with open(log, "ab") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu, memory = cpu + used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss)
    return Used(wall, cpu, memory << 10, process.returncode)
