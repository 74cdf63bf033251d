"""By hand, proven by deprivation: a function must still work where no ready function is.

A watch over the student's process can be deceived. So the student's cells run once more in a process
that has no library to call (`deprived`), and the calls of the test cell are made again there. Their
values were right before, with the libraries; they must be right without.
"""

import re
import socket
from dataclasses import dataclass

import numpy as np

from cnnlabs.check import compare, explain
from cnnlabs.grading import pixels
from cnnlabs.grading.link import StudentLost
from cnnlabs.grading.process import Process

DOES_THE_WORK = re.compile(
    r"np\.\w+|scipy\.(signal|ndimage)\..*|skimage\..*"
    r"|.*(?i:conv(?!ert)|corr|pool|pad|patch|dilation|erosion|space_?to|gradient|jacobian).*"
)
"""Library functions that do the work of an exercise, as a student writes them."""
REASON = 200  # characters


@dataclass(frozen=True)
class Doubt:
    """Why a function is not proven to be by hand: library functions it called, and what it raised."""

    calls: tuple = ()
    error: str = ""

    @property
    def reason(self):
        """What there is to say of it."""
        return f"{', '.join(self.calls)} was called" if self.calls else self.error[:REASON]

    @property
    def forbidden(self):
        """The called functions that do the work of an exercise."""
        return [name for name in self.calls if DOES_THE_WORK.fullmatch(name)]


@dataclass
class Bare:
    """Where a student's processes without libraries come from.

    Parameters
    ----------
    control : socket.socket or None
        To the warm parent that imported NumPy only; nothing is proven without.
    limits : dict or None
        Of the sandbox; None for none.
    setups : tuple of str
        Sources of the lab's setup cells.
    """

    control: socket.socket | None
    limits: dict | None
    setups: tuple
    cpu_seconds: float = 0.0
    memory: int = 0

    def look(self, cells, name, calls, timed, left):
        """Make calls again without libraries, and take the time of others.

        Parameters
        ----------
        cells : list of str
            Sources of the student's cells until now.
        name : str
            The function.
        calls : list of (tuple, object)
            Arguments, and the right value.
        timed : list of (callable, callable or None)
            `make_args` and `expected` of `check.no_pixel_loops`.
        left : callable
            Returns how long the next answer may take; raises `StudentLost` when nothing is left.

        Returns
        -------
        Doubt or None
            None when every value is right.
        str
            What a human should look at; empty when there is nothing.
        """
        if self.control is None:
            return Doubt(error="there was no process without libraries"), ""
        process = Process(self.control, "deprived", self.limits)
        link = process.link
        try:
            process.replay((*self.setups, *cells), left)
            number = link.take([name]).get(name)
            if number is None:
                return Doubt(error=f"without libraries {name} could not be defined"), ""
            if doubt := _doubt(link, number, calls, left):
                return doubt, ""
            clock = pixels.clock(process.child, self.limits is not None)
            return None, _remark(link, number, clock, timed)
        except StudentLost as loss:
            return Doubt(error=f"without libraries it {LOST[loss.reason]}"), ""
        finally:
            seconds, memory = process.end()
            self.cpu_seconds += seconds
            self.memory = max(self.memory, memory)


LOST = {
    "timeout": "ran too long",
    "died": "ended the process",
    "protocol": "sent messages of its own",
}


def _doubt(link, number, calls, left):
    for args, value in calls:
        link.seconds = left()
        told = link.call(number, args)
        if told["error"] is not None:
            raised = f"{type(told['error']).__name__}: {told['error']}"
            return Doubt(tuple(told["lines"]), explain.relative(raised))  # before it is cut
        if not _alike(told["value"], value, args):
            return Doubt(tuple(told["lines"]), "without libraries its result is another")
    return None


def _remark(link, number, clock, timed):
    """Say what the processor time tells of a function that is right: in the check with least data."""
    if not timed:
        return ""
    side = pixels.SIDES[0]
    make_args, expected = min(timed, key=lambda each: sum(map(np.size, each[0](side, side))))

    def call(args):
        told = link.call(number, args)
        if told["error"] or (expected and not _alike(told["value"], expected(*args), args)):
            raise _NotRight

    try:
        time = pixels.nanoseconds(call, clock, make_args)
    except _NotRight:
        return pixels.UNTIMED
    return pixels.REMARK if time > pixels.NANOSECONDS else ""


class _NotRight(Exception):
    """A result of a call that is timed is not right: what it took says nothing."""


def _alike(value, earlier, args):
    """Whether two values of a student's function are the same; both may be anything."""
    if isinstance(earlier, list) and compare.arrays(earlier):
        earlier = tuple(earlier)
    try:
        return not compare.differences(value, earlier, args)
    except Exception:
        return False
