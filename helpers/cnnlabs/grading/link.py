"""The trusted end of the wire: asks the student's process, and lets it answer nothing else.

The trusted side asks `run`, `take`, `call` and `seed`. While it waits, the student's process may
answer the question with its random id, or call a function that it was passed in this very question.
Such a function may ask in turn. Anything else ends the student's process.
"""

import itertools
import secrets
import sys
import time

import numpy as np

from cnnlabs.grading import models
from cnnlabs.grading.channel import Channel, Closed
from cnnlabs.grading.errors import rebuilt
from cnnlabs.grading.values import Unsendable, WireError

BACK_BYTES = 4 << 20  # of the arguments of a call back, which runs on trusted time
BACKS = 10_000  # calls back while one question is open
MODELS = 8  # in one message: each takes time to build
DEPTH = 8  # of questions that are asked while another one is open
LINES = 20


class StudentLost(BaseException):
    """The student's process is gone; no `except Exception` of a test cell may hide it.

    Parameters
    ----------
    reason : str
        `died`, `timeout` or `protocol`.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Deadline:
    """When a submission must have ended.

    Parameters
    ----------
    seconds : float
        From now.
    """

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def over(self):
        """Whether no time is left."""
        return time.monotonic() >= self.end

    def left(self, seconds):
        """Return how long the next answer may take: its own time, or what the submission has left.

        Raises
        ------
        StudentLost
            When nothing is left.
        """
        left = min(seconds, self.end - time.monotonic())
        if left <= 0:
            raise StudentLost("timeout")
        return left


def is_model(value):
    """Whether a value is a Keras model; Keras is not imported for it."""
    keras = sys.modules.get("keras")
    return keras is not None and isinstance(value, keras.Model)


class Link:
    """Questions to one student's process.

    Parameters
    ----------
    sock : socket.socket
        The trusted end.
    seconds : float
        Wall time for each answer.
    """

    def __init__(self, sock, seconds):
        self.seconds = seconds
        self.channel = Channel(sock, self._special, self._meant)
        self._generators = []
        self._callbacks = {}  # by numbers that are never used again
        self._passed, self._open = itertools.count(), 0
        self._lost, self._built = None, 0

    def run(self, source):
        """Run a cell; return None, or the error that stopped it as an exception."""
        return self._error(self._ask("run", source=source.encode("utf-8", "replace")))

    def take(self, names):
        """Look names up; return `{name: number}` for those that hold something to call."""
        numbers = self._ask("take", names=list(names))
        if not isinstance(numbers, dict) or not all(
            name in names and type(number) is int for name, number in numbers.items()
        ):
            self.lose("protocol")
        return numbers

    def seed(self, number):
        """Set every seed on the student's side."""
        self._ask("seed", number=number)

    def call(self, number, args, watch=""):
        """Call a function.

        Parameters
        ----------
        number : int
            From `take`.
        args : tuple
            Functions in it can be called back until the answer has come.
        watch : str
            "" for its value; "lines" for the count of executed lines, "library" for the library
            functions it called.

        Returns
        -------
        dict
            `value`, `error` (an exception or None), `lines`, `arguments`, `memory`; and `seeded`,
            whether NumPy's global generator has other numbers now.
        """
        outer, self._callbacks = self._callbacks, {}
        try:
            answer = self._ask("call", number=number, args=args, watch=watch)
        finally:
            self._callbacks = outer
        if not isinstance(answer, dict):
            self.lose("protocol")
        lines = answer.get("lines")
        arguments = answer.get("arguments")
        return {
            "value": answer.get("value"),
            "error": self._error(answer.get("error")),
            "lines": [str(line)[:200] for line in lines][:LINES] if type(lines) is list else [],
            "arguments": arguments if type(arguments) is tuple else (),
            "memory": str(answer.get("memory") or ""),
            "seeded": answer.get("seeded") is True,
        }

    def lose(self, reason):
        """Give the student's process up.

        Raises
        ------
        StudentLost
            Always.
        """
        self._lost = reason
        self.channel.close()
        raise StudentLost(reason)

    def _ask(self, kind, **content):
        if self._lost:
            raise StudentLost(self._lost)
        identity, deadline = secrets.token_hex(8), time.monotonic() + self.seconds
        self._open += 1
        try:
            if self._open > DEPTH:
                raise WireError("too many questions are open")
            self.channel.send({"id": identity, "ask": kind, **content}, deadline)
            for _ in range(BACKS):
                self._built = 0
                message = self.channel.receive(deadline)
                if not isinstance(message, dict):
                    break
                if message.get("answer") == identity:
                    return message.get("content")
                if "back" not in message:
                    break
                self.channel.send({"reply": self._called_back(message)}, deadline)
        except TimeoutError:
            self.lose("timeout")
        except Closed:
            self.lose("died")
        except WireError:
            self.lose("protocol")
        finally:
            self._open -= 1
        self.lose("protocol")

    def _called_back(self, message):
        """Call a function of the test cell for the student's function."""
        number, args = message["back"], message.get("args")
        if type(number) is not int or number not in self._callbacks:
            raise WireError("no such function was passed")
        if type(args) is not tuple or _bytes_in(args) > BACK_BYTES:
            raise WireError("the arguments of a call back are too large")
        try:
            return {"value": self._callbacks[number](*args)}
        except Exception as error:  # its text may hold expected values
            return {"error": type(error).__name__}

    def _special(self, value):
        """Say what stands for a generator, a function or a model in a question."""
        if isinstance(value, np.random.Generator):
            known = next((n for n, other in enumerate(self._generators) if other is value), None)
            if known is not None:
                return ("generator", known, None)
            self._generators.append(value)  # its twin runs on there, this one never moves
            return ("generator", len(self._generators) - 1, _state(value))
        if is_model(value):
            return ("model", models.described(value))
        if callable(value):
            number = next(self._passed)
            self._callbacks[number] = value
            return ("callback", number)
        return None

    def _meant(self, sent):
        """Return what a special value of an answer stands for: a model, or the record of a training.

        Of a record, which a student returns in place of the model, only that it is one is taken back.
        """
        kind, content = sent if type(sent) is tuple and len(sent) == 2 else (None, None)
        if type(kind) is str and kind == "model":
            self._built += 1
            if self._built > MODELS:
                raise WireError("a message holds too many models")
            return models.rebuilt(content)
        if type(kind) is str and kind == "history":
            return models.record()
        raise WireError("a special value in an answer")

    @staticmethod
    def _error(sent):
        return None if sent is None else rebuilt(sent)


def _bytes_in(value):
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, tuple | list):
        return sum(map(_bytes_in, value))
    return len(value) if isinstance(value, bytes | str) else 0


def _state(generator):
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise Unsendable("generators are made by np.random.default_rng")
    return state
