"""The function under test, wherever it lives: the only code that knows how to reach it.

Checks ask a `Subject`; who grades in two processes passes proxies that are subjects themselves, and
no test cell changes.
"""

import copy
import random
import sys
import sysconfig
import traceback
from abc import ABC, abstractmethod
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cnnlabs.check import compare, source

LIBRARIES = (
    str(Path(__file__).parents[1]),
    *{sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")},
    "<frozen",
)


_last_results = {}  # arrays by function name; kept alive, so that memory used again is seen


class Outcome(NamedTuple):
    """What one call led to."""

    value: object
    """What was returned; None when an exception was raised."""
    error: BaseException | None
    """The exception, or None."""
    lines: list[str]
    """The student's own lines that the exception passed through, outermost first."""
    arguments: tuple
    """The arguments as the call left them."""
    memory: str = ""
    """Whose memory the value shares: `memory_shared` an input's, `same_array` an earlier result's."""


class Subject(ABC):
    """A function to be checked. Each method is called by the checks and by nothing else."""

    name: str

    @abstractmethod
    def call(self, args):
        """Call the function once with copies of `args` and return an `Outcome`."""

    @abstractmethod
    def library_calls(self, args):
        """Call it and return the names of the library functions that do an exercise's work."""

    def not_by_hand(self, args):
        """Call it and return the library calls that an exercise by hand forbids."""
        return self.library_calls(args)

    @abstractmethod
    def executed_lines(self, args):
        """Call it and return the number of Python lines that ran."""

    def time_pixels(self, make_args, expected):  # noqa: B027  nothing to do is a way to do it
        """Have somebody outside look how its time grows with the picture, where there is an outside."""


class Local(Subject):
    """A function of this process."""

    def __init__(self, function):
        self.function = function
        self.name = getattr(function, "__name__", type(function).__name__)

    def call(self, args):
        """Call it in this process."""
        passed = tuple(copied(arg) for arg in args)
        try:
            value = self.function(*passed)
        except (Exception, SystemExit) as error:
            return Outcome(None, error, own_lines(error), passed)
        earlier = _last_results.get(self.name)
        _last_results[self.name] = compare.arrays(value)
        return Outcome(value, None, [], passed, shared_memory(value, passed, earlier))

    def library_calls(self, args):
        """Watch a call in this process."""
        return source.library_calls(self.function, tuple(copied(arg) for arg in args))

    def executed_lines(self, args):
        """Count a call in this process."""
        return source.executed_lines(self.function, tuple(copied(arg) for arg in args))


def of(function):
    """Return the `Subject` for what a test cell passed.

    Raises
    ------
    TypeError
        When it cannot be called.
    """
    if isinstance(function, Subject):
        return function
    if not callable(function):
        raise TypeError(f"a function was expected, not {type(function).__name__}")
    return Local(function)


seed_elsewhere = []
"""Called with every seed: by whoever keeps the functions under test in another process."""


def seed(number):
    """Set the seeds of `random`, NumPy and, once imported, Keras and TensorFlow."""
    for call in seed_elsewhere:
        call(number)
    random.seed(number)
    np.random.seed(number)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(number)


def copied(value):
    """Copy arrays and the containers that hold them; models and functions pass as they are."""
    if isinstance(value, np.ndarray | list | dict | set):
        return copy.deepcopy(value)
    if type(value) is tuple:
        return tuple(copied(item) for item in value)
    return value


def own_lines(error):
    """Return the student's own lines that an exception passed through, outermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(LIBRARIES)]
    return [f"line {frame.lineno}, in {frame.name}: {frame.line}" for frame in own]


def shared_memory(value, args, earlier):
    """Say whose memory a result shares: `memory_shared` an input's, `same_array` an earlier result's.

    Parameters
    ----------
    value : object
        The result.
    args : tuple
        The arguments of its call.
    earlier : object
        The function's last result.

    Examples
    --------
    >>> x = np.zeros(3)
    >>> shared_memory(x[1:], (x,), None)
    'memory_shared'
    """
    for name, others in [("memory_shared", args), ("same_array", (earlier,))]:
        if compare.shares_memory(value, others):
            return name
    return ""
