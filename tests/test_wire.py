"""The wire: honest values come back as they were, hostile frames are refused."""

import json

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnlabs.grading import errors, values, wire
from cnnlabs.grading.values import Unsendable, WireError

NUMBERS = st.integers() | st.floats() | st.booleans() | st.none()
ARRAYS = st.sampled_from(sorted(values.DTYPES)).flatmap(
    lambda code: arrays(np.dtype(code), array_shapes(min_dims=0, max_dims=4, min_side=0))
)
LEAVES = NUMBERS | st.text() | st.binary() | ARRAYS
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
        | st.sets(st.integers() | st.text(), max_size=4)
    ),
    max_leaves=12,
)


def crossed(value, **options):
    return wire.unpack(*wire.split(wire.pack(value, **options)))


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            same(k, m) and same(v, w) for (k, v), (m, w) in zip(a.items(), b.items(), strict=True)
        )
    return a == b or repr(a) == repr(b)  # NaN has the same name as itself


def plain_text(value):
    """Return the value with its strings as they arrive."""
    if isinstance(value, str):
        return values.printable(value)
    if isinstance(value, list | tuple | set):
        return type(value)(map(plain_text, value))
    if isinstance(value, dict):
        return {plain_text(key): plain_text(item) for key, item in value.items()}
    return value


@given(TREES)
def test_values_come_back_as_they_were(value):
    assert same(crossed(value), plain_text(value))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4)[::-1, ::2],
        np.arange(6, dtype=">f4"),
        np.broadcast_to(np.float32(2), (3, 5)),
        np.zeros((0, 3)),
        np.asfortranarray(np.eye(3)),
    ],
)
def test_any_layout_of_an_array_comes_back_as_its_values(array):
    back = crossed(array)
    assert np.array_equal(back, array)
    assert back.flags.writeable and back.flags.c_contiguous


def test_tensors_and_numpy_scalars_come_back():
    assert same(crossed(tf.constant([[1.5]])), np.array([[1.5]], np.float32))
    assert same(crossed(np.int16(-3)), np.int16(-3))
    assert same(crossed(np.bool_(True)), np.bool_(True))


class Number(int):
    pass


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.array([None]), "array of object"),
        (np.array(["a"]), "convert it"),
        (np.ma.array([1, 2], mask=[0, 1]), "MaskedArray"),
        (np.matrix([1]), "matrix"),
        (Number(3), "return a plain int"),
        ((x for x in "a"), "a generator cannot be taken back"),
        (len, "cannot be taken back"),
        (np.broadcast_to(0.0, (10**6, 10**6)), "too large"),
        (1 << 100_000, "digits"),
        ({k: 0 for k in range(3000)}, "more than 2000 entries"),
        ([[]] * 200_000, "too many parts"),
        (tf.zeros(2, tf.bfloat16), "bfloat16"),
    ],
    ids=range(12),
)
def test_what_cannot_cross_says_what_to_return(value, words):
    with pytest.raises(Unsendable, match=words):
        wire.pack(value)


def test_a_value_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(Unsendable, match="too deeply"):
        wire.pack(value)


def test_special_values_cross_by_what_stands_for_them():
    frame = wire.pack([len], special=lambda value: ("function", 3) if value is len else None)
    assert wire.unpack(*wire.split(frame), special=lambda sent: sent) == [("function", 3)]
    with pytest.raises(WireError, match="not expected"):
        wire.unpack(*wire.split(frame))


def tagged(tag, content=0, **fields):
    return {"t": tag, "v": content, **fields}


HOSTILE = [
    tagged("array", 0, d="|O8", s=[1]),
    tagged("array", 0, d="<f8", s=[1 << 60]),
    tagged("array", 0, d="<f8", s=[-1]),
    tagged("array", 0, d="<f8", s=[9]),
    tagged("array", 0, d="<f8", s=[1 << 40, 1 << 40, 0]),
    tagged("array", 64, d="<f8", s=[8]),
    tagged("array", -64, d="<f8", s=[8]),
    tagged("array", 8, d="<f8", s=[7]),
    tagged("array", 0.0, d="<f8", s=[8]),
    tagged("array", True, d="<f8", s=[8]),
    tagged("array", 0, d="<f8", s=8),
    tagged("array", 0, d="<f8", s=[8.0]),
    tagged("array", 0, d="<f8", s=[1] * 40),
    tagged("array", 0, d=["<f8"], s=[8]),
    tagged("array", 0, d="<f8"),
    tagged("array", 0, d="<f8", s=[8], x=1),
    [tagged("array", 0, d="<f8", s=[8])] * 2,
    tagged("bytes", 0, n=65),
    tagged("bytes", 0, n=-1),
    tagged("bytes", 0, n=None),
    [tagged("bytes", 0, n=64)] * 1000,
    tagged("range", [0, 1 << 50, 1]),
    tagged("range", [0, 1, 0]),
    tagged("range", [0, 1]),
    tagged("range", [0, 1, "a"]),
    tagged("int", "0x" + "f" * 5000),
    tagged("int", "9" * 100),
    tagged("int", 3),
    tagged("float", "1e5"),
    tagged("float", []),
    tagged("set", [[1]]),
    tagged("set", 3),
    tagged("set", list(range(3000))),
    tagged("dict", [[k, 0] for k in range(3000)]),
    tagged("dict", [[1, 2, 3]]),
    tagged("dict", [[[1], 2]]),
    tagged("dict", {"a": 1}),
    tagged("record", {f"{k}": 0 for k in range(3000)}),
    tagged("record", [["a", 1]]),
    tagged("record", "abc"),
    tagged("record", {"a": {"t": "array"}}),
    tagged("tuple", "abc"),
    tagged("tuple", [], x=0),
    tagged("value"),
    tagged("__class__"),
    tagged(["tuple"]),
    tagged({}),
    {},
    {"t": "tuple"},
    {"v": []},
    1 << 60,
    [[]] * 150_000,
]


@pytest.mark.parametrize("tree", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_trees_are_refused(tree):
    with pytest.raises(WireError):
        wire.unpack(json.dumps(tree).encode(), bytes(64))


@pytest.mark.parametrize(
    "header",
    [b"", b"{", b"NaN", b"Infinity", b"1e999", b"[" * 100_000, b"9" * 5000, b"\xff", b"[1]x"],
    ids=lambda header: str(header[:12]),
)
def test_hostile_headers_are_refused(header):
    with pytest.raises(WireError):
        wire.unpack(header, b"")


@pytest.mark.parametrize(
    "prefix",
    [
        wire.PREFIX.pack(b"CNN0", 1, 0),
        wire.PREFIX.pack(wire.MAGIC, wire.HEADER_BYTES + 1, 0),
        wire.PREFIX.pack(wire.MAGIC, 1, wire.BODY_BYTES + 64),
        wire.PREFIX.pack(wire.MAGIC, 1, 1),
        wire.PREFIX.pack(wire.MAGIC, 2**32 - 1, 2**64 - 1),
    ],
)
def test_hostile_lengths_are_refused_before_memory_is_taken(prefix):
    with pytest.raises(WireError):
        wire.lengths(prefix)


@given(TREES, st.data())
def test_damaged_frames_are_refused_or_give_a_plain_value(value, data):
    frame = bytearray(wire.pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    for damaged in (bytes(frame), bytes(frame[:cut]), bytes(frame) + b"\0"):
        try:
            back = wire.unpack(*wire.split(damaged))
        except WireError:
            continue
        wire.pack(back)  # what came through is made of what may cross


def test_text_that_deceives_a_terminal_arrives_harmless():
    text = "a\x1b[2J\u202eb\x00\ud800\nc\td"
    assert crossed(text) == "a\ufffd[2J\ufffdb\ufffd\ufffd\nc\td"


@pytest.mark.parametrize(
    "error",
    [
        KeyError("SAME"),
        SyntaxError("bad", ("f", 1, 2, "x")),
        OSError(2, "gone"),
        ValueError("k > n"),
    ],
    ids=repr,
)
def test_an_error_says_over_there_what_it_said_here(error):
    back = errors.rebuilt(crossed(errors.described(error)))
    assert isinstance(back, type(error))
    assert (type(back).__name__, str(back)) == (type(error).__name__, str(error))
