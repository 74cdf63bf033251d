"""The trusted side of one submission: runs the release's test cells against the student's process."""

import ast
import builtins
import traceback
from dataclasses import dataclass
from numbers import Real
from types import CodeType

import numpy as np

from cnnlabs import check
from cnnlabs.check import explain, subject
from cnnlabs.grading import models, pixels
from cnnlabs.grading.link import is_model
from cnnlabs.grading.task import Verdict
from cnnlabs.grading.values import Unsendable

HIDDEN = "### BEGIN HIDDEN TESTS"
NAME, NAMES = 80, 20  # characters of a library function's name, and most such names
ROUNDING = 1e-9  # of a sum of parts of a point
ALL_NUMBERS = 4 * 625  # bytes; more than NumPy's global generator holds, so that it makes new ones


class Proxy(subject.Subject):
    """A student's function that lives in the student's process."""

    def __init__(self, name, number, link):
        self.name, self.number, self.link = name, number, link
        self.by_hand, self.results, self.timed = False, [], []

    def call(self, args):
        """Call it over there."""
        outcome = self._called(args)
        if outcome.error is None:
            self.results.append((subject.copied(args), outcome.value))
        return outcome

    def _called(self, args):
        told = self._asked(args)
        if told["error"] is not None:
            return subject.Outcome(None, told["error"], told["lines"], self._arguments(told, args))
        if told["seeded"]:  # here too, as if both lived in one process: a test cell may look
            np.random.bytes(ALL_NUMBERS)
        memory = told["memory"] if told["memory"] in ("memory_shared", "same_array") else ""
        return subject.Outcome(told["value"], None, [], self._arguments(told, args), memory)

    def library_calls(self, args):
        """Watch a call over there."""
        value = self._asked(args, "library")["value"]
        if not isinstance(value, list):
            return ["another function"]
        return [str(name)[:NAME] for name in value[:NAMES]]

    def not_by_hand(self, args):
        """Watch a call over there; the proof follows when the test cell has ended."""
        self.by_hand = True
        return self.library_calls(args)

    def executed_lines(self, args):
        """Count a call over there."""
        value = self._asked(args, "lines")["value"]
        return value if type(value) is int else None

    def time_pixels(self, make_args, expected):
        """Have it looked at when the test cell has ended."""
        self.timed.append((make_args, expected))

    def __call__(self, *args):
        """Call it as the plain function it stands for."""
        outcome = self.call(args)
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    def _asked(self, args, watch=""):
        try:
            return self.link.call(self.number, args, watch)
        except Unsendable as error:  # a fault of the test cell, not of the student
            raise TypeError(str(error)) from error

    def _arguments(self, told, args):
        """Return the arguments as the call left them; where none can be told, as they were."""
        after = told["arguments"]
        for old, new in zip(args, after, strict=False):
            if is_model(old) and is_model(new):
                models.follow(old, new)
        return after if len(after) == len(args) else args


@dataclass(frozen=True)
class Right:
    """An answer that passed its test cell, and is still to be looked at where no library is."""

    exercise: str
    credit: float | None
    watched: list
    """Proxies of the functions that are to be by hand, or whose time is to be taken."""
    cells: tuple
    """Sources of the student's cells until now."""


class Missing(subject.Subject):
    """A name that holds no function on the student's side."""

    def __init__(self, name):
        self.name = name

    def call(self, args):
        """Answer as the stub does."""
        return subject.Outcome(None, NotImplementedError(), [], args)

    def library_calls(self, args):
        """Return nothing: there is nothing to call."""
        return []

    def executed_lines(self, args):
        """Return nothing: there is nothing to call."""
        return 0


def setup_namespace(cells):
    """Run the setup cells' sources and return their names."""
    namespace = {"__name__": "__main__", "__builtins__": builtins}
    for source in cells:
        exec(compile(source, "<setup>", "exec"), namespace)
    return namespace


def compiled(source, name):
    r"""Return a cell's statements, and its last line when that is an expression, else `None`, as code.

    Examples
    --------
    >>> statements, last = compiled("x = 2\nx + 1", "<cell>")
    >>> exec(statements)
    >>> eval(last)
    3
    """
    *statements, last = ast.parse(source).body or [ast.Pass()]
    if not isinstance(last, ast.Expr):
        statements, last = [*statements, last], "None"
    else:
        last = ast.Expression(last.value)
    return compile(ast.Module(statements, []), name, "exec"), compile(last, name, "eval")


def names_used(code):
    """Return every name in a compiled cell, at any depth: what it reads or binds, and attributes.

    Examples
    --------
    >>> sorted(names_used(compile("def g(x): return f(x)", "<cell>", "exec")))
    ['f', 'g', 'x']
    """
    inside = (names_used(part) for part in code.co_consts if isinstance(part, CodeType))
    return {*code.co_names, *code.co_varnames, *code.co_cellvars}.union(*inside)


def in_sight(error, test, name):
    """Whether an error came from a line of a test cell that students can see."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
    return bool(lines) and HIDDEN not in "\n".join(test.splitlines()[: lines[0]])


def judge(exercise, functions, namespace, student):
    """Run one test cell.

    Parameters
    ----------
    exercise : task.Exercise
    functions : set of str
        What the lab's solution cells define.
    namespace : dict
        From `setup_namespace`; not changed.
    student : session.Student

    Returns
    -------
    Verdict or Right

    Raises
    ------
    link.StudentLost
        When the student's process was lost on the way.
    """
    name, test, link = exercise.name, exercise.test, student.link
    cell = f"<test_{name}>"
    statements, last = compiled(test, cell)
    wanted = (names_used(statements) | names_used(last)) & functions
    found = link.take(sorted(wanted))
    subjects = {
        each: Proxy(each, found[each], link) if each in found else Missing(each) for each in wanted
    }
    subject.seed_elsewhere.append(link.seed)
    try:
        names = {**namespace, **subjects}
        exec(statements, names)
        points = credit(eval(last, names), exercise.points)
        watched = [
            each for each in subjects.values()
            if isinstance(each, Proxy) and (each.by_hand or each.timed)
        ]  # fmt: skip
        if watched:
            return Right(name, points, watched, tuple(student.history))
        return Verdict(name, "passed", credit=points)
    except check.CheckFailed as failure:
        seen = in_sight(failure, test, cell)
        return Verdict(name, "failed", failure.mistake, failure.message, seen)
    except Exception as error:
        # The text may hold expected values of a hidden test.
        seen = in_sight(error, test, cell)
        return Verdict(name, "error", type(error).__name__, explain.check_stopped(), seen)
    finally:
        subject.seed_elsewhere.remove(link.seed)


def proven(answer, bare, left):
    """Return the verdict on a right answer, once it was looked at where no library is.

    Parameters
    ----------
    answer : Right
    bare : bare.Bare
    left : callable
        Returns how long the next answer may take.

    Returns
    -------
    Verdict
    """
    remarks = []
    for proxy in answer.watched:
        calls = proxy.results if proxy.by_hand else []
        doubt, remark = bare.look(answer.cells, proxy.name, calls, proxy.timed, left)
        if doubt and proxy.by_hand:
            return _doubted(answer.exercise, proxy.name, doubt)
        remarks.append(pixels.UNTIMED if doubt else remark)
    remark = next(filter(None, remarks), "")
    return Verdict(answer.exercise, "passed", credit=answer.credit, remark=remark)


def credit(value, points):
    """Return the points that a test cell's last line gives; None, for all, when it is no number.

    Raises
    ------
    ValueError
        When it is no number of points: then nobody knows how many were meant.

    Examples
    --------
    >>> credit(1.5, 2), credit(None, 2)
    (1.5, None)
    """
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_):
        return None
    if not 0 <= value <= points * (1 + ROUNDING):
        raise ValueError(f"a test cell gives {value} of {points} points")
    return min(float(value), float(points))


def _doubted(exercise, function, doubt):
    if doubt.forbidden:
        message = explain.deprived(function, doubt.forbidden)
        return Verdict(exercise, "failed", "library_call", message)
    return Verdict(exercise, "unproven", "unproven", explain.unproven(function, doubt.reason))
