"""The answer bank: right and wrong answers to every exercise, and what the real test cells say to them.

Layout: ``tests/answers/<lab>/<exercise>/{right,wrong}/<name>.py``. A wrong answer's name is the mistake
its failure must name; what follows a double underscore tells variants apart. One whose first line
is ``# unnamed: why`` must fail, under whatever name.
"""

import multiprocessing
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cnnlabs import course

UNNAMED = "# unnamed: "
HIDDEN = "### BEGIN HIDDEN TESTS"


@dataclass(frozen=True)
class Answer:
    """One answer of the bank."""

    exercise: str
    right: bool
    path: Path

    @property
    def name(self):
        """What tells it apart in its folder."""
        return self.path.stem

    @property
    def mistake(self):
        """Short name that a wrong answer's failure must have; None when no check can name it."""
        named = not self.right and not self.source.startswith(UNNAMED)
        return self.name.split("__")[0] if named else None

    @property
    def source(self):
        """Its code."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Verdict:
    """What an exercise's test cell said to an answer."""

    answer: Answer
    passed: bool
    mistake: str = ""
    message: str = ""
    visible: bool = False
    """Whether a check failed that students can see."""

    @property
    def as_expected(self):
        """Whether a right answer passed, or a wrong one failed under its name."""
        if self.answer.right:
            return self.passed
        return not self.passed and self.answer.mistake in (None, self.mistake)


def answers(lab):
    """List a lab's answers, by exercise, the right ones first.

    Raises
    ------
    course.CourseError
        When the lab has no bank, or the bank holds a file in another place.
    """
    folder = lab.root / "tests" / "answers" / lab.name
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if len(parts) != 3 or parts[1] not in ("right", "wrong"):
            raise course.CourseError(f"{path} must lie in <exercise>/right/ or <exercise>/wrong/")
        found.append(Answer(parts[0], parts[1] == "right", path))
    if not found:
        raise course.CourseError(f"no answers in {folder}: put EXERCISE/right/NAME.py there")
    return found


def test_cells(notebook):
    """Return the source of each test cell, by its exercise."""
    prefix = "test_"
    return {
        cell.metadata.nbgrader.grade_id.removeprefix(prefix): cell.source
        for cell in notebook.cells
        if course.kind(cell) == "test"
    }


def setup_namespace(notebook):
    """Run a lab's setup cells and return the names they define."""
    namespace = {"__name__": "__main__"}
    for cell in notebook.cells:
        if course.kind(cell) == "setup":
            exec(cell.source, namespace)
    return namespace


def judge(answer, namespace, test):
    """Paste one answer into the names of a lab, run its test cell and return the `Verdict`.

    Parameters
    ----------
    answer : Answer
    namespace : dict
        From `setup_namespace`; not changed.
    test : str
        Source of the test cell, hidden tests included.
    """
    names, cell = dict(namespace), f"<test_{answer.exercise}>"
    try:
        exec(compile(answer.source, str(answer.path), "exec"), names)
        exec(compile(test, cell, "exec"), names)
    except Exception as error:
        mistake = getattr(error, "mistake", type(error).__name__)
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == cell]
        visible = bool(lines) and HIDDEN not in "\n".join(test.splitlines()[: lines[0]])
        return Verdict(answer, False, mistake, str(error), visible)
    return Verdict(answer, True)


def prove(lab, exercises=()):
    """Judge a lab's whole bank, each exercise in a process of its own.

    Parameters
    ----------
    lab : course.Lab
    exercises : sequence of str
        All when empty.

    Returns
    -------
    list of Verdict

    Raises
    ------
    course.CourseError
        When an exercise has no answers, or answers have no exercise.
    """
    there, wanted = {answer.exercise for answer in answers(lab)}, set(test_cells(lab.read()))
    if unknown := (there | set(exercises)) - wanted:
        raise course.CourseError(f"{lab.name} has no exercise {', '.join(sorted(unknown))}")
    if missing := (set(exercises) or wanted) - there:
        raise course.CourseError(f"no answers for {', '.join(sorted(missing))} of {lab.name}")
    chosen = [name for name in test_cells(lab.read()) if not exercises or name in exercises]
    fresh = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
    with ProcessPoolExecutor(mp_context=fresh) as pool:
        judged = pool.map(_judge_exercise, [lab] * len(chosen), chosen)
        return [verdict for verdicts in judged for verdict in verdicts]


def _judge_exercise(lab, exercise):
    notebook = lab.read()
    namespace, test = setup_namespace(notebook), test_cells(notebook)[exercise]
    return [judge(one, namespace, test) for one in answers(lab) if one.exercise == exercise]
