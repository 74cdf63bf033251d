"""The trusted end of the wire lets a student's process answer, call back, and nothing else."""

import socket
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest

from cnnlabs.grading import channel, link, wire
from cnnlabs.grading.channel import Channel
from cnnlabs.grading.link import Link, StudentLost
from cnnlabs.grading.student import Student
from cnnlabs.grading.values import Unsendable

SECONDS = 20  # more than any answer here takes


@contextmanager
def asking(behave, seconds=SECONDS):
    """Yield a link to a thread that behaves as it likes at the student's end, and that end."""
    ours, theirs = socket.socketpair()
    far = Channel(theirs, back=lambda sent: sent)
    errors = []

    def run():
        try:
            behave(far)
        except BaseException as error:
            errors.append(error)
        finally:
            far.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield Link(ours, seconds)
    finally:
        ours.close()
        thread.join(SECONDS)
        assert not thread.is_alive() and not errors


def replying(*contents):
    """Behave well: answer one question after the other."""

    def behave(far):
        for content in contents:
            far.send({"answer": far.receive()["id"], "content": content})

    return behave


def lost(near, ask=lambda near: near.run("")):
    with pytest.raises(StudentLost) as caught:
        ask(near)
    return caught.value.reason


def until_closed(far):
    with pytest.raises(channel.Closed):
        while True:
            far.receive()


def test_a_loss_is_no_exception_that_a_test_cell_could_swallow():
    assert not issubclass(StudentLost, Exception)
    with asking(lambda far: far.receive()) as near, pytest.raises(StudentLost):
        try:
            near.run("")
        except Exception:
            pytest.fail("it was swallowed")


def test_silence_ends_at_the_deadline():
    with asking(until_closed, seconds=0.2) as near:
        assert lost(near) == "timeout"


def test_a_question_that_nobody_reads_ends_at_the_deadline():
    asked = threading.Event()
    with asking(lambda far: asked.wait(SECONDS), seconds=0.3) as near:
        large = np.zeros(1 << 20)  # more than a socket holds
        assert lost(near, lambda near: near.call(0, (large,))) == "timeout"
        asked.set()


def test_dripping_bytes_do_not_put_the_deadline_off():
    def behave(far):
        frame = wire.pack({"answer": far.receive()["id"], "content": "x" * 100_000})
        try:
            for place in range(len(frame)):
                far.socket.sendall(frame[place : place + 1])
                closed.wait(0.01)
        except OSError:
            pass

    closed = threading.Event()
    with asking(behave, seconds=0.3) as near:
        assert lost(near) == "timeout"
        closed.set()


def test_each_answer_has_the_whole_time(monkeypatch):
    """A clock that runs 15 of 20 seconds ahead with every answer is never late."""
    now = [0.0]
    for module in (link, channel):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def behave(far):
        for _ in range(3):
            question = far.receive()
            now[0] += 15
            far.send({"answer": question["id"], "content": None})
        question = far.receive()
        now[0] += 25
        far.send({"answer": question["id"], "content": None})

    with asking(behave) as near:
        for _ in range(3):
            assert near.run("") is None
        assert lost(near) == "timeout"


@pytest.mark.parametrize(
    "answer",
    [
        {"answer": "0" * 16, "content": None},
        {"answer": None, "content": None},
        {"content": None},
        {},
        {"reply": None},
        {"ask": "run", "id": "0", "source": b""},
        [1],
        "words",
        None,
    ],
    ids=str,
)
def test_an_answer_to_another_question_is_against_the_protocol(answer):
    def behave(far):
        far.receive()
        far.send(answer)
        until_closed(far)

    with asking(behave) as near:
        assert lost(near) == "protocol"


def test_an_earlier_questions_id_answers_nothing():
    def behave(far):
        first = far.receive()["id"]
        far.send({"answer": first, "content": None})
        far.receive()
        far.send({"answer": first, "content": None})
        until_closed(far)

    with asking(behave) as near:
        assert near.run("") is None
        assert lost(near) == "protocol"


def test_an_answer_before_its_question_answers_nothing():
    def behave(far):
        far.send({"answer": "0" * 16, "content": None})
        until_closed(far)

    with asking(behave) as near:
        assert lost(near) == "protocol"


@pytest.mark.parametrize(
    "found", [None, ["f"], {"g": 0}, {"f": True}, {"f": 0.0}, {"f": None}, {1: 0}], ids=str
)
def test_names_that_were_not_asked_for_are_against_the_protocol(found):
    with asking(replying(found)) as near:
        assert lost(near, lambda near: near.take(["f"])) == "protocol"


@pytest.mark.parametrize("content", [None, 3, [{}]], ids=str)
def test_a_call_is_answered_by_a_table(content):
    with asking(replying(content)) as near:
        assert lost(near, lambda near: near.call(0, ())) == "protocol"


def test_what_a_call_tells_is_cut_to_size():
    told = {"value": 1.5, "lines": ["x" * 999] * 99, "arguments": [1], "memory": 3}
    told |= {"seeded": 1, "more": 1}
    with asking(replying(told, {"lines": "words"})) as near:
        answer = near.call(0, (1,))
        assert answer == {
            "value": 1.5, "error": None, "lines": ["x" * 200] * link.LINES, "arguments": (),
            "memory": "3", "seeded": False,
        }  # fmt: skip
        assert near.call(0, ())["lines"] == []


def test_a_process_that_ends_has_died_and_stays_dead():
    with asking(lambda far: far.receive()) as near:
        assert lost(near) == "died"
        assert lost(near) == "died"
        assert lost(near, lambda near: near.call(0, ())) == "died"


def test_an_answer_that_breaks_off_has_died():
    def behave(far):
        frame = wire.pack({"answer": far.receive()["id"], "content": "x" * 100})
        far.socket.sendall(frame[:50])

    with asking(behave) as near:
        assert lost(near) == "died"


def test_a_loss_closes_the_wire():
    seen = []

    def behave(far):
        far.receive()
        far.send({})
        until_closed(far)
        seen.append("closed")

    with asking(behave) as near:
        assert lost(near) == "protocol"
    assert seen == ["closed"]


def test_only_a_model_or_a_record_may_come_back_as_a_special_value():
    def behave(far):
        far.out = lambda value: ("callback", 0)
        far.send({"answer": far.receive()["id"], "content": {"value": len}})
        until_closed(far)

    with asking(behave) as near:
        assert lost(near, lambda near: near.call(0, ())) == "protocol"


def passed(question):
    """Return the number of the function that a question brings."""
    return question["args"][0][1]


def test_a_function_can_be_called_back_during_its_call_alone():
    replies = []

    def behave(far):
        question = far.receive()
        far.send({"back": passed(question), "args": (3,)})
        replies.append(far.receive()["reply"])
        far.send({"answer": question["id"], "content": {"value": 1}})
        far.receive()
        far.send({"back": passed(question), "args": (3,)})
        until_closed(far)

    with asking(behave) as near:
        assert near.call(0, (lambda x: 2 * x,))["value"] == 1
        assert lost(near) == "protocol"
    assert replies == [{"value": 6}]


def test_a_function_of_an_earlier_call_is_not_the_next_ones():
    called = []

    def behave(far):
        first = far.receive()
        far.send({"answer": first["id"], "content": {}})
        assert passed(far.receive()) != passed(first)
        far.send({"back": passed(first), "args": ()})
        until_closed(far)

    with asking(behave) as near:
        near.call(0, (lambda: called.append("first"),))
        assert lost(near, lambda near: near.call(0, (lambda: called.append(2),))) == "protocol"
    assert called == []


LARGE = np.zeros(link.BACK_BYTES // 8 + 1)


@pytest.mark.parametrize(
    ("number", "args"),
    [(1, ()), (-1, ()), (False, ()), ("0", ()), (None, ()), (0.0, ()), (0, []), (0, None), (0, LARGE),
     (0, (LARGE,)), (0, ([LARGE],))],
    ids=str,
)  # fmt: skip
def test_other_calls_back_are_against_the_protocol(number, args):
    def behave(far):
        far.receive()
        far.send({"back": number, "args": args})
        until_closed(far)

    with asking(behave) as near:
        assert lost(near, lambda near: near.call(0, (lambda *args: None,))) == "protocol"


def test_of_an_error_in_a_function_that_was_passed_the_class_alone_crosses():
    replies = []

    def behave(far):
        question = far.receive()
        far.send({"back": passed(question), "args": ()})
        replies.append(far.receive()["reply"])
        far.send({"answer": question["id"], "content": {}})

    def secret():
        raise ValueError("expected 42")

    with asking(behave) as near:
        near.call(0, (secret,))
    assert replies == [{"error": "ValueError"}]


def test_calls_back_are_counted(monkeypatch):
    monkeypatch.setattr(link, "BACKS", 5)

    def behave(far):
        question = far.receive()
        for _ in range(5):
            far.send({"back": passed(question), "args": ()})
            far.receive()
        until_closed(far)

    with asking(behave) as near:
        assert lost(near, lambda near: near.call(0, (lambda: None,))) == "protocol"


class Functions:
    """The student's functions, without a shell."""

    def __init__(self, **functions):
        self.user_ns = functions


def honest(**functions):
    """Behave as a student's process does."""
    return lambda far: Student(far.socket, Functions(**functions)).serve()


def test_a_function_that_was_passed_may_ask_in_turn():
    """As when a test cell passes one of the student's functions to another."""
    with asking(honest(outer=lambda f, x: f(x) + 1, inner=lambda x: 10 * x)) as near:
        numbers = near.take(["outer", "inner"])

        def inner(x):
            return near.call(numbers["inner"], (x,))["value"]

        assert near.call(numbers["outer"], (inner, 4))["value"] == 41
        assert near.call(numbers["outer"], (inner, 5))["value"] == 51


def test_an_inner_call_takes_no_function_of_the_outer_one():
    kept = []

    def outer(f, g):
        kept.append(f)
        return g()

    with asking(honest(outer=outer, inner=lambda f: kept[0]())) as near:
        numbers = near.take(["outer", "inner"])

        def ask():
            return near.call(numbers["inner"], (lambda: 1,))["value"]

        assert lost(near, lambda near: near.call(numbers["outer"], (lambda: 2, ask))) == "protocol"


def test_questions_within_questions_are_no_deeper_than_eight():
    reached = []

    with asking(honest(again=lambda f: f())) as near:
        (number,) = near.take(["again"]).values()

        def call():
            reached.append(None)
            return near.call(number, (call,))["value"]

        assert lost(near, lambda _: call()) == "protocol"
    assert len(reached) == link.DEPTH + 1


def test_a_generator_crosses_once_and_runs_on_over_there():
    trusted, twin = np.random.default_rng(3), np.random.default_rng(3)
    with asking(honest(draw=lambda rng: rng.random())) as near:
        (number,) = near.take(["draw"]).values()
        for _ in range(3):
            assert near.call(number, (trusted,))["value"] == twin.random()
        assert trusted.random() == np.random.default_rng(3).random()
        with pytest.raises(Unsendable, match="default_rng"):
            near.call(number, (np.random.Generator(np.random.MT19937(3)),))
        assert near.call(number, (trusted,))["value"] == twin.random()
