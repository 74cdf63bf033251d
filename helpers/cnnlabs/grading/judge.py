"""The trusted side of one submission: runs the release's test cells against the student's process."""

import ast
import builtins

from cnnlabs import check
from cnnlabs.check import explain, subject
from cnnlabs.grading import models
from cnnlabs.grading.link import is_model
from cnnlabs.grading.task import Verdict
from cnnlabs.grading.values import Unsendable


class Proxy(subject.Subject):
    """A student's function that lives in the student's process."""

    def __init__(self, name, number, link):
        self.name, self.number, self.link = name, number, link

    def call(self, args):
        """Call it over there."""
        told = self._asked(args)
        if told["error"] is not None:
            return subject.Outcome(None, told["error"], told["lines"], self._arguments(told, args))
        memory = told["memory"] if told["memory"] in ("memory_shared", "same_array") else ""
        return subject.Outcome(told["value"], None, [], self._arguments(told, args), memory)

    def library_calls(self, args):
        """Watch a call over there."""
        value = self._asked(args, "library")["value"]
        return [str(name) for name in value] if isinstance(value, list) else ["another function"]

    def executed_lines(self, args):
        """Count a call over there."""
        value = self._asked(args, "lines")["value"]
        return value if type(value) is int else None

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


def names_used(source):
    """Return every name that a cell reads or binds, at any depth.

    Examples
    --------
    >>> sorted(names_used("y = [f(k) for k in range(3)]"))
    ['f', 'k', 'range', 'y']
    """
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def setup_namespace(cells):
    """Run the setup cells' sources and return their names."""
    namespace = {"__name__": "__main__", "__builtins__": builtins}
    for source in cells:
        exec(compile(source, "<setup>", "exec"), namespace)
    return namespace


def judge(exercise, test, functions, namespace, link):
    """Run one test cell.

    Parameters
    ----------
    exercise : str
    test : str
        Source of the test cell, hidden tests included, from the release.
    functions : set of str
        What the lab's solution cells define.
    namespace : dict
        From `setup_namespace`; not changed.
    link : link.Link

    Returns
    -------
    Verdict

    Raises
    ------
    link.StudentLost
        When the student's process was lost on the way.
    """
    wanted = names_used(test) & functions
    found = link.take(sorted(wanted))
    subjects = {
        name: Proxy(name, found[name], link) if name in found else Missing(name) for name in wanted
    }
    subject.seed_elsewhere.append(link.seed)
    try:
        exec(compile(test, f"<test_{exercise}>", "exec"), {**namespace, **subjects})
    except check.CheckFailed as failure:
        return Verdict(exercise, "failed", failure.mistake, failure.message)
    except Exception as error:
        # The text may hold expected values of a hidden test.
        return Verdict(exercise, "error", type(error).__name__, explain.check_stopped())
    finally:
        subject.seed_elsewhere.remove(link.seed)
    return Verdict(exercise, "passed")
