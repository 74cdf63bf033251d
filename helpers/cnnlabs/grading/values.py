"""Values as a tree of JSON and chunks of bytes, and back; whoever reads trusts no part of it.

In the tree a list is a JSON list, and None, truth values, strings, small whole numbers and finite
floats stand for themselves. All else is an object with a tag: see `TAGS`. Every length, index, tag
and depth is checked before memory is taken.
"""

import math
import re

import numpy as np

ALIGNMENT = 64  # of a chunk, in bytes
BODY_BYTES = 64 << 20  # of arrays in one message
DEPTH = 32
NODES = 100_000
KEYED = 2_000  # a dict of more colliding keys would take seconds to build
RANGE = 100_000
DIGITS = 4_000

DTYPES = {
    np.dtype(code).str: np.dtype(code)
    for code in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
}
EXACT = 1 << 53  # whole numbers up to here survive every reader of JSON
FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
# Lone surrogates, controls and marks that turn the direction of text: they deceive terminals.
UNPRINTABLE = re.compile(
    "[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class WireError(Exception):
    """A frame or value is not as it must be; the message says what."""


class Unsendable(TypeError):
    """A value that cannot cross; the message says what to return instead."""


def printable(text):
    r"""Replace characters that could deceive a terminal or break a file, and lone surrogates.

    Examples
    --------
    >>> printable("a\x1b[31mb")
    'a�[31mb'
    """
    return text if text.isprintable() else UNPRINTABLE.sub("\ufffd", text)


class Writer:
    """Collects the tree of a value and the chunks of its body."""

    def __init__(self, special):
        self.special = special
        self.chunks, self.size, self.nodes = [], 0, 0

    def node(self, value, depth):
        """Return what stands for a value in the header."""
        self.nodes += 1
        if depth > DEPTH or self.nodes > NODES:
            raise Unsendable("the value is nested too deeply or has too many parts")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            return printable(value)
        if kind is int:
            return self._whole(value)
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": str(value)}
        if kind is list:
            return [self.node(item, depth + 1) for item in value]
        if kind in (tuple, set, frozenset):
            items = [self.node(item, depth + 1) for item in value]
            return {"t": kind.__name__, "v": items}
        if kind is dict:
            return self._dict(value, depth)
        if kind is range:
            return {"t": "range", "v": [value.start, value.stop, value.step]}
        if kind in (bytes, bytearray):
            return {"t": "bytes", "v": self._chunk(bytes(value)), "n": len(value)}
        return self._other(value, depth)

    def _other(self, value, depth):
        array = _array_in(value)
        if array is not None:
            return self._array(array, _form(value))
        sent = self.special(value) if self.special else None
        if sent is not None:
            return {"t": "special", "v": self.node(sent, depth + 1)}
        # A subclass may hide anything: what crosses is the plain value it is made of.
        for plain in (bool, int, float, str, list, tuple, dict, set):
            if isinstance(value, plain):
                raise Unsendable(
                    f"a {type(value).__name__} cannot be taken back; return a plain {plain.__name__}"
                )
        raise Unsendable(
            f"a {type(value).__name__} cannot be taken back; return numbers, arrays, or tuples and "
            "lists of these"
        )

    def _whole(self, value):
        if abs(value) <= EXACT:
            return value
        if value.bit_length() > 3 * DIGITS:
            raise Unsendable("a whole number with thousands of digits cannot be taken back")
        return {"t": "int", "v": hex(value)}

    def _dict(self, value, depth):
        if len(value) > KEYED:
            raise Unsendable(f"a dict of more than {KEYED} entries cannot be taken back")
        if all(type(key) is str for key in value):
            fields = {printable(key): self.node(item, depth + 1) for key, item in value.items()}
            return {"t": "record", "v": fields}
        pairs = [
            [self.node(key, depth + 1), self.node(item, depth + 1)] for key, item in value.items()
        ]
        return {"t": "dict", "v": pairs}

    def _array(self, array, form):
        if array.dtype.newbyteorder("<").str not in DTYPES and array.dtype.str not in DTYPES:
            raise Unsendable(
                f"an array of {array.dtype} cannot be taken back; convert it: array.astype(float)"
            )
        if array.nbytes > BODY_BYTES - self.size:
            raise Unsendable(f"an array of {array.nbytes} bytes is too large to be taken back")
        dtype = array.dtype.newbyteorder("<") if array.dtype.byteorder == ">" else array.dtype
        data = np.ascontiguousarray(array, dtype).tobytes()
        return {"t": form, "v": self._chunk(data), "d": dtype.str, "s": list(array.shape)}

    def _chunk(self, data):
        start = self.size
        self.size += len(data) + -len(data) % ALIGNMENT
        if self.size > BODY_BYTES:
            raise Unsendable("the value is too large to be taken back")
        self.chunks.append(data)
        return start


def _array_in(value):
    """Return the array that a value is or holds: an exact ndarray, a NumPy scalar, an eager tensor."""
    if type(value) is np.ndarray:
        return value
    if isinstance(value, np.ndarray):
        return None  # a masked array would lose its mask
    if isinstance(value, np.generic):
        return np.asarray(value)
    if type(value).__module__.split(".")[0] in ("tensorflow", "keras") and hasattr(value, "numpy"):
        array = value.numpy()
        return array if type(array) is np.ndarray else np.asarray(array)
    return None


def _form(value):
    if type(value) is np.ndarray:
        return "array"
    return "scalar" if isinstance(value, np.generic) else "tensor"


class Reader:
    """Builds a value from its tree, and trusts no part of it."""

    def __init__(self, body, special):
        self.body, self.special, self.nodes = body, special, 0
        self.taken = 0

    def value(self, tree, depth):
        """Return the value that a node stands for."""
        self.nodes += 1
        if depth > DEPTH or self.nodes > NODES:
            raise WireError("a value is nested too deeply or has too many parts")
        if tree is None or type(tree) is bool:
            return tree
        if type(tree) is float:
            if not math.isfinite(tree):
                raise WireError("a number is too large")
            return tree
        if type(tree) is int:
            if abs(tree) > EXACT:
                raise WireError("a whole number is too large")
            return tree
        if type(tree) is str:
            return printable(tree)
        if type(tree) is list:
            return [self.value(item, depth + 1) for item in tree]
        return self._tagged(tree, depth)

    def _tagged(self, tree, depth):
        tag, content = tree["t"], tree["v"]
        if type(tag) is not str or tag not in TAGS:
            raise WireError("a tag is unknown")
        if tree.keys() != TAGS[tag]:
            raise WireError(f"a value tagged {tag} has other fields than it must")
        if tag in ("array", "scalar", "tensor"):
            return self._array(tag, tree)
        return getattr(self, f"_{tag}")(content, tree, depth)

    def _items(self, content, depth, most=NODES):
        if type(content) is not list or len(content) > most:
            raise WireError("a collection is no list or too long")
        return [self.value(item, depth + 1) for item in content]

    def _tuple(self, content, _tree, depth):
        return tuple(self._items(content, depth))

    def _set(self, content, _tree, depth):
        return set(self._items(content, depth, KEYED))

    def _frozenset(self, content, _tree, depth):
        return frozenset(self._items(content, depth, KEYED))

    def _dict(self, content, _tree, depth):
        pairs = self._items(content, depth, KEYED)
        if any(type(pair) is not list or len(pair) != 2 for pair in pairs):
            raise WireError("a dict's entry is no pair")
        return {key: item for key, item in pairs}

    def _record(self, content, _tree, depth):
        if type(content) is not dict or len(content) > KEYED:
            raise WireError("a record is no object or too long")
        return {printable(key): self.value(item, depth + 1) for key, item in content.items()}

    def _range(self, content, _tree, depth):
        numbers = self._items(content, depth, 3)
        if len(numbers) != 3 or any(type(number) is not int for number in numbers):
            raise WireError("a range needs three whole numbers")
        found = range(*numbers)
        if len(found) > RANGE:
            raise WireError("a range is too long")
        return found

    def _float(self, content, _tree, _depth):
        return FLOATS[content]

    def _int(self, content, _tree, _depth):
        if (
            type(content) is not str
            or len(content) > DIGITS
            or not re.fullmatch("-?0x[0-9a-f]+", content)
        ):
            raise WireError("a large whole number is damaged")
        return int(content, 16)

    def _bytes(self, content, tree, _depth):
        return self._part(content, tree["n"])

    def _special(self, content, _tree, depth):
        if self.special is None:
            raise WireError("a special value is not expected here")
        return self.special(self.value(content, depth + 1))

    def _array(self, form, tree):
        shape, dtype = tree["s"], DTYPES[tree["d"]]
        if type(shape) is not list or len(shape) > DEPTH:
            raise WireError("a shape is damaged")
        if any(type(side) is not int or not 0 <= side <= EXACT for side in shape):
            raise WireError("a shape is damaged")
        count = math.prod(shape)
        data = self._part(tree["v"], count * dtype.itemsize)
        array = np.frombuffer(data, dtype, count).reshape(shape).copy()
        if dtype.kind == "b":
            array = np.asarray(np.frombuffer(data, np.uint8, count).reshape(shape) != 0)
        return array[()] if form == "scalar" and array.ndim == 0 else array

    def _part(self, start, length):
        if type(start) is not int or type(length) is not int:
            raise WireError("a part of the body is no number")
        if start < 0 or length < 0 or start % ALIGNMENT or start + length > len(self.body):
            raise WireError("a part lies outside of the body")
        self.taken += length
        if self.taken > len(self.body):
            raise WireError("parts of the body overlap")  # one chunk could fill the memory
        return self.body[start : start + length]


TAGS = {
    tag: {"t", "v", *fields}
    for tag, fields in {
        "tuple": (),
        "set": (),
        "frozenset": (),
        "dict": (),
        "record": (),
        "range": (),
        "float": (),
        "int": (),
        "special": (),
        "bytes": ("n",),
        "array": ("d", "s"),
        "scalar": ("d", "s"),
        "tensor": ("d", "s"),
    }.items()
}
"""The fields of each tag: `v` the content or its place in the body, `n` bytes, `d` dtype, `s` shape."""
