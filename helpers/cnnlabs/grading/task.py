"""What is asked about one submission, and what is answered: plain data, and the way to ask.

This module brings neither TensorFlow nor the checks: whoever hands submissions out needs neither.
"""

import json
import socket
import struct
from dataclasses import asdict, dataclass

from cnnlabs.grading import warm

SECONDS = 60  # wall time of one answer
LOOK = 0.5  # seconds between two looks whether an answer is still wanted


@dataclass(frozen=True)
class Exercise:
    """One test cell of a release: its source, hidden tests included, how long it may take, its worth."""

    name: str
    test: str
    seconds: float = SECONDS
    points: float = 0


@dataclass(frozen=True)
class Release:
    """What a session needs of a lab: sources by kind of cell, in order."""

    setups: tuple
    exercises: tuple
    functions: frozenset

    def needs_bare(self):
        """Whether any of its tests asks what a function does without libraries, or its time there."""
        words = ("by_hand", "no_pixel_loops")
        return any(word in exercise.test for exercise in self.exercises for word in words)


@dataclass(frozen=True)
class Step:
    """One cell of a submission: `run` a source, or `test` an exercise."""

    kind: str
    content: str
    exercise: str = ""


@dataclass(frozen=True)
class Verdict:
    """What became of one exercise.

    `status` is `passed`, `failed`, or why there is no verdict: `timeout`, `died`, `protocol` (the
    student's process was lost), `error` (the test cell stopped in a way it must not) or `unproven`
    (right, but nobody knows whether it is by hand).
    """

    exercise: str
    status: str
    mistake: str = ""
    message: str = ""
    visible: bool = False
    """Whether a check failed that students can see."""
    credit: float | None = None
    """The points that a test cell which passed gives by its last line; None for all."""
    remark: str = ""
    """Why a human should look at an answer that passed; it changes no points."""

    def earned(self, worth):
        """Return the points of an exercise of this worth: all, none, or those that its test cell gave.

        Examples
        --------
        >>> Verdict("f", "passed").earned(2), Verdict("f", "failed").earned(2)
        (2.0, 0.0)
        """
        if self.status != "passed":
            return 0.0
        return float(worth if self.credit is None else self.credit)


def asked(control, release, steps, limits, bare=None, *, wanted=lambda: True):
    """Have a submission graded in a trusted process of its own.

    Parameters
    ----------
    control : socket.socket
        From `warm.Warm.connect`; closed here.
    release : Release
    steps : list of Step
    limits : dict or None
        Of the sandbox; None for none.
    bare : socket.socket, optional
        The same of the parent that has NumPy only, without which nothing is proven to be by hand;
        closed here.
    wanted : callable
        Whether anybody still waits for the answer; when not, all processes of it are ended.

    Returns
    -------
    dict
        `verdicts`, `cpu_seconds` and `memory`, in bytes.

    Raises
    ------
    RuntimeError
        When the trusted process ended without an answer, or the answer is no longer wanted.
    """
    ours, theirs = socket.socketpair()
    sockets = [theirs, control.dup(), *([bare] if bare else [])]
    child = warm.fork(control, "judge", sockets, limits=limits)
    message = json.dumps(
        {
            "setups": release.setups,
            "exercises": [asdict(exercise) for exercise in release.exercises],
            "functions": sorted(release.functions),
            "steps": [asdict(step) for step in steps],
        }
    ).encode()
    try:
        ours.sendall(struct.pack("<Q", len(message)) + message)
        answer = _answer(ours, wanted)
    finally:
        ours.close()
        child.close()
        control.close()
    if not answer:
        raise RuntimeError("the trusted process ended without an answer")
    return json.loads(answer)


def _answer(sock, wanted):
    """Read all that comes until the other side ends."""
    answer = bytearray()
    sock.settimeout(LOOK)
    while True:
        try:
            part = sock.recv(1 << 20)
        except TimeoutError:
            if not wanted():
                raise RuntimeError("nobody waits for the answer any more") from None
            continue
        if not part:
            return bytes(answer)
        answer += part
