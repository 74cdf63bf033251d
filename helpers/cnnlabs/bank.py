"""The answer bank: answers to every exercise and cheats, and what the real test cells say to them.

Layout: ``tests/answers/<lab>/<exercise>/{right,wrong}/<name>.py``. A wrong answer's name is the mistake
its failure must name; what follows a double underscore tells variants apart. One whose first line
is ``# unnamed: why`` must fail, under whatever name.

Cheats lie in ``tests/answers/cheats/<name>.py``. Each is tried on every exercise of every lab and must
earn nothing. `the_function` stands in it for the function that is asked for; its first line says what
is tried. A line ``# right in <lab>/<exercise>: why`` names an exercise in which it is no cheat.

`prove` judges as a student's own notebook does. `desk.prove` grades the bank as `cnnlabs grade` does.
"""

import contextlib
import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cnnlabs import course
from cnnlabs.grading.plan import functions_defined

UNNAMED = "# unnamed: "
PLACEHOLDER = "the_function"
ALLOWED = re.compile(r"^# right in (\S+): (.+)$", re.M)


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise: a `right` or a `wrong` one, or a `cheat`."""

    exercise: str
    kind: str
    path: Path
    functions: tuple = ()
    """What the exercise asks for; of a cheat only."""
    allowed: str = ""
    """Why a cheat is right in this exercise; empty when it must earn nothing."""

    @property
    def name(self):
        """What tells it apart in its folder."""
        return self.path.stem

    @property
    def right(self):
        """Whether it must earn all points."""
        return self.kind == "right"

    @property
    def mistake(self):
        """Short name that a wrong answer's failure must have; None when no check can name it."""
        named = self.kind == "wrong" and not self.unnamed
        return self.name.split("__")[0] if named else None

    @property
    def unnamed(self):
        """Why no check can name its mistake; empty when one does."""
        first = self._text().partition("\n")[0]
        return first.removeprefix(UNNAMED) if first.startswith(UNNAMED) else ""

    @property
    def source(self):
        """Its code; of a cheat, once for each function."""
        text = self._text()
        if self.kind != "cheat":
            return text
        return "\n\n".join(text.replace(PLACEHOLDER, name) for name in self.functions)

    def _text(self):
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Verdict:
    """What an exercise's test cell said to an answer."""

    answer: Answer
    passed: bool
    """Of a right answer, whether it earned all points; of another, whether it earned any."""
    mistake: str = ""
    message: str = ""
    visible: bool = False
    """Whether a check failed that students can see."""
    lost: str = ""
    """Why there is no verdict and a human must look, as in `grading.task.Verdict`; else empty."""
    remark: str = ""
    """What a human is asked to look at although it passed."""

    @property
    def as_expected(self):
        """Whether a right answer passed, a wrong one failed under its name, a cheat earned nothing."""
        if self.answer.right:
            return self.passed
        if self.answer.kind == "cheat":
            return self.passed == bool(self.answer.allowed)
        told = not self.passed and not self.lost
        return told and self.answer.mistake in (None, self.mistake)


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
        found.append(Answer(parts[0], parts[1], path))
    if not found:
        raise course.CourseError(f"no answers in {folder}: put EXERCISE/right/NAME.py there")
    return found


def cheats(lab):
    """List the cheats as answers to each of a lab's exercises.

    Raises
    ------
    course.CourseError
        When there is none, or one does not say what it tries or where the function's name goes.
    """
    folder = lab.root / "tests" / "answers" / "cheats"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    if not texts:
        raise course.CourseError(f"no cheats in {folder}: take the course's own, from its release")
    asked = {
        cell.metadata.nbgrader.grade_id: tuple(functions_defined(cell.source))
        for cell in lab.read().cells
        if course.kind(cell) == "student"
    }
    found = []
    for path, text in texts.items():
        if not text.startswith("# ") or PLACEHOLDER not in text:
            raise course.CourseError(
                f"{path} must begin with a comment that says what is tried, and define {PLACEHOLDER}"
            )
        allowed = dict(ALLOWED.findall(text))
        found += [
            Answer(name, "cheat", path, functions, allowed.get(f"{lab.name}/{name}", ""))
            for name, functions in asked.items()
        ]
    return found


def chosen(lab, exercises=()):
    """Return the names of those of a lab's exercises that are to be proven, in its order.

    Parameters
    ----------
    lab : course.Lab
    exercises : sequence of str
        All when empty.

    Raises
    ------
    course.CourseError
        When an exercise has no answers, or answers have no exercise.
    """
    every = list(test_cells(lab.read()))
    there = {answer.exercise for answer in answers(lab)}
    if unknown := (there | set(exercises)) - set(every):
        raise course.CourseError(f"{lab.name} has no exercise {', '.join(sorted(unknown))}")
    if missing := set(exercises or every) - there:
        raise course.CourseError(f"no answers for {', '.join(sorted(missing))} of {lab.name}")
    return [name for name in every if not exercises or name in exercises]


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
    from cnnlabs.grading.judge import in_sight  # brings Keras, which a list of answers does without

    names, cell = dict(namespace), f"<test_{answer.exercise}>"
    try:
        exec(compile(answer.source, str(answer.path), "exec"), names)
        exec(compile(test, cell, "exec"), names)
    except Exception as error:
        mistake = getattr(error, "mistake", type(error).__name__)
        return Verdict(answer, False, mistake, str(error), in_sight(error, test, cell))
    return Verdict(answer, True)


@contextlib.contextmanager
def processes(workers=None):
    """Yield a pool of fresh processes to judge in, by default one for each processor."""
    fresh = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
    with ProcessPoolExecutor(workers, fresh) as pool:
        yield pool


def prove(pool, lab, exercises=()):
    """Judge a lab's right and wrong answers as a student's notebook does: all in one process.

    Cheats are left out: here they could change the checks.

    Parameters
    ----------
    pool : concurrent.futures.Executor
        From `processes`.
    lab : course.Lab
    exercises : sequence of str
        All when empty.

    Returns
    -------
    list of Verdict

    Raises
    ------
    course.CourseError
        As `chosen`.
    """
    names = chosen(lab, exercises)
    judged = pool.map(_judge_exercise, [lab] * len(names), names)
    return [verdict for verdicts in judged for verdict in verdicts]


def _judge_exercise(lab, exercise):
    notebook = lab.read()
    namespace, test = setup_namespace(notebook), test_cells(notebook)[exercise]
    return [judge(one, namespace, test) for one in answers(lab) if one.exercise == exercise]
