"""The student's end of the wire: runs cells, calls functions, answers.

It lives in the process that student code may do anything to. So nothing here is trusted, nothing here
protects anything: the other end and the sandbox do.
"""

import ctypes
import gc

import numpy as np

from cnnlabs.check import compare, source, subject
from cnnlabs.grading import models
from cnnlabs.grading.channel import Channel, Closed
from cnnlabs.grading.errors import described
from cnnlabs.grading.link import is_model
from cnnlabs.grading.shell import Shell
from cnnlabs.grading.values import Unsendable


class Student:
    """Answers the questions of one link.

    Parameters
    ----------
    sock : socket.socket
        The student's end.
    shell : object
        With `cell(source)` and `user_ns`, as `shell.Shell`.
    """

    def __init__(self, sock, shell=None):
        self.channel = Channel(sock, self._special, self._meant)
        self.shell = shell or Shell()
        self.functions, self.generators, self.last_results = [], {}, {}
        self.sent_model = False

    def serve(self):
        """Answer until the other end is closed."""
        while True:
            try:
                self._answer(self.channel.receive())
            except Closed:
                return

    def _answer(self, question):
        """Answer one question."""
        kind, identity = question.pop("ask"), question.pop("id")
        content = getattr(self, f"_{kind}")(**question)
        try:
            self.channel.send({"answer": identity, "content": content})
        except Unsendable as error:
            told = {"value": None, "error": described(error), "arguments": ()}
            self.channel.send({"answer": identity, "content": told})
        if self.sent_model:  # a large one must go before the next is built
            content = question = None
            gc.collect()
            self.sent_model = False

    def _run(self, source):
        error = self.shell.cell(source.decode())
        return None if error is None else described(error)

    def _take(self, names):
        found = {}
        for name in names:
            if callable(self.shell.user_ns.get(name)):
                self.functions.append(self.shell.user_ns[name])
                found[name] = len(self.functions) - 1
        return found

    def _seed(self, number):
        subject.seed(number)

    def _call(self, number, args, watch):
        function = self.functions[number]
        if watch == "lines":
            return {"value": source.executed_lines(function, args)}
        if watch == "library":
            return {"value": source.library_calls(function, args)}
        given = [models.described(arg) if is_model(arg) else None for arg in args]
        numbers = _global_numbers()
        try:
            value = compare.plain(function(*args))
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            lines = subject.own_lines(error)
            return {"error": described(error), "lines": lines, "arguments": _sent_back(args, given)}
        return {
            "value": value,
            "arguments": _sent_back(args, given),
            "memory": self._memory(number, value, args),
            "seeded": numbers != _global_numbers(),
        }

    def _memory(self, number, value, args):
        """Name whose memory a result shares, if any; by value nobody could tell later."""
        earlier = self.last_results.get(number)
        self.last_results[number] = compare.arrays(value)
        return subject.shared_memory(value, args, earlier)

    def _meant(self, sent):
        """Return what a special value of a question stands for."""
        kind, number, *rest = sent
        if kind == "model":
            return models.rebuilt(number)
        if kind == "callback":
            return lambda *args: self._call_back(number, args)
        if number not in self.generators:
            generator = np.random.default_rng()
            generator.bit_generator.state = rest[0]
            self.generators[number] = generator
        return self.generators[number]

    def _special(self, value):
        if type(value).__name__ == "History":  # what Keras' `fit` returns; nothing of it is needed
            return ("history", None)
        if not is_model(value):
            return None
        self.sent_model = True
        return ("model", models.described(value))

    def _call_back(self, number, args):
        self.channel.send({"back": number, "args": args})
        while "ask" in (message := self.channel.receive()):  # the test cell calls on from there
            self._answer(message)
        reply = message["reply"]
        if "error" in reply:
            raise RuntimeError(f"the function that was passed raised {reply['error']}")
        return reply["value"]


def _global_numbers():
    """Return what NumPy's global generator holds; nothing when another one stands in its place."""
    generator = np.random.get_bit_generator()
    if not isinstance(generator, np.random.MT19937):
        return b""
    # NumPy's own way to ask makes an array, number by number, and this runs twice a call.
    return ctypes.string_at(generator.ctypes.state_address, 4 * 624)


def _sent_back(args, given):
    """Return the arguments as the call left them; functions, generators, untouched models left out."""
    sent = []
    for arg, description in zip(args, given, strict=True):
        if description is not None:
            untouched = models.same(description, models.described(arg))
        else:
            untouched = callable(arg) or isinstance(arg, np.random.Generator)
        sent.append(None if untouched else arg)
    return tuple(sent)
