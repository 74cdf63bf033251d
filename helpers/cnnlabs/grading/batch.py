"""Grade a class: nbgrader, one process for each submission, so that one disaster stops no other."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from cnnlabs import build, course, nbgrader
from cnnlabs.grading import records, submission


@dataclass(frozen=True)
class Result:
    """What became of one submission: its scores, or the problem that kept it from them."""

    submission: submission.Submission
    scores: dict | None


def grade(root=course.ROOT, labs=(), students=(), *, workers=None, done=lambda result: None):
    """Autograde what lies in course/submitted/ and write feedback to course/feedback/.

    A submission that is graded already is left as it is, unless it or the lab changed since.

    Parameters
    ----------
    root : Path
        Folder of the course.
    labs, students : sequence of str
        Grade only these; all when empty.
    workers : int, optional
        Submissions graded at once; by default one for each processor.
    done : callable
        Called with each `Result` as it comes.

    Returns
    -------
    list of Result
        By student, then lab.

    Raises
    ------
    course.CourseError
        When there is nothing to grade or a lab cannot be released.
    """
    every = course.labs(root)
    for name in labs:
        course.lab(name, root)
    found = [
        one
        for one in submission.find(Path(root) / "course" / "submitted", every)
        if (not labs or one.lab in labs) and (not students or one.student in students)
    ]
    if not found:
        raise course.CourseError("no submission fits --lab and --student")
    database = f"sqlite:///{root}/course/gradebook.db?timeout=60"
    usable = {one.lab for one in found if not one.problem}
    for lab in (lab for lab in every if lab.name in usable):
        with tempfile.TemporaryDirectory() as folder:  # the release is not wanted, the records are
            build.generate_assignment(lab, folder, database)

    def work(one):
        result = _grade(Path(root), one, database)
        done(result)
        return result

    with ThreadPoolExecutor(max_workers=workers or os.cpu_count()) as pool:
        return list(pool.map(work, found))


def _grade(root, one, database):
    if one.problem:
        return Result(one, None)
    if not _is_current(root, one):
        for step in ("autograde", "generate_feedback"):
            problem = _nbgrader(root, step, one)
            if problem:
                return Result(replace(one, problem=problem), None)
    return Result(one, records.scores(database, one.lab, one.student))


def _is_current(root, one):
    """Whether the feedback is younger than the submission and the lab's solution."""
    feedback = root / "course" / "feedback" / one.student / one.lab / f"{one.lab}.html"
    solution = course.lab(one.lab, root).solution
    if not feedback.exists():
        return False
    return feedback.stat().st_mtime > max(one.path.stat().st_mtime, solution.stat().st_mtime)


def _nbgrader(root, step, one):
    """Run one of nbgrader's steps on one submission; return the problem, if any."""
    ran = nbgrader.run(root, step, one.lab, "--student", one.student, "--force")
    if ran.returncode == 0:
        return ""
    log = root / "course" / "logs" / f"{one.student}-{one.lab}.txt"
    log.parent.mkdir(exist_ok=True)
    log.write_text(ran.stderr, encoding="utf-8")
    return f"nbgrader {step} stopped; its log is {log.relative_to(root)}"
