"""Frames between the student's process and the trusted one: JSON and raw bytes, never code.

A frame is ``magic | header length u32 | body length u64 | header | padding | body``. The header is a
tree of JSON; arrays and byte strings lie in the body, each at a multiple of 64 bytes.
"""

import json
import struct

from cnnlabs.grading.values import ALIGNMENT, BODY_BYTES, Reader, Unsendable, WireError, Writer

MAGIC = b"CNN1"
PREFIX = struct.Struct("<4sIQ")
HEADER_BYTES = 1 << 20


def pack(value, special=None):
    """Turn a value into a frame.

    Parameters
    ----------
    value : object
        Numbers, strings, bytes, arrays, tensors, and lists, tuples, dicts, sets, ranges of these.
    special : callable, optional
        Asked about any other value: returns what to send under the tag `special`, itself a value,
        or None when it does not know it either.

    Returns
    -------
    bytes

    Raises
    ------
    Unsendable
        When a part of the value cannot cross.

    Examples
    --------
    >>> unpack(*split(pack((1, [2.5, None]))))
    (1, [2.5, None])
    """
    writer = Writer(special)
    tree = writer.node(value, 0)
    header = json.dumps(tree, allow_nan=False, separators=(",", ":")).encode()
    if len(header) > HEADER_BYTES:
        raise Unsendable("the value has too many parts; return arrays in place of long lists")
    parts = [PREFIX.pack(MAGIC, len(header), writer.size), header]
    position = PREFIX.size + len(header)
    parts.append(bytes(-position % ALIGNMENT if writer.size else 0))
    for chunk in writer.chunks:
        parts += [chunk, bytes(-len(chunk) % ALIGNMENT)]
    return b"".join(parts)


def lengths(prefix):
    """Read a frame's first bytes: how many bytes of header, padding and body follow.

    Raises
    ------
    WireError
        When they are not the beginning of a frame, or announce more than is allowed.
    """
    magic, header, body = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise WireError("no frame begins here")
    if header > HEADER_BYTES or body > BODY_BYTES or body % ALIGNMENT:
        raise WireError(f"a frame of {header} and {body} bytes is not allowed")
    return header, -(PREFIX.size + header) % ALIGNMENT if body else 0, body


def split(frame):
    """Cut a whole frame into its header and its body.

    Raises
    ------
    WireError
        When it is damaged, or shorter or longer than it says.
    """
    if len(frame) < PREFIX.size:
        raise WireError("a frame is cut off")
    header, padding, body = lengths(frame[: PREFIX.size])
    start = PREFIX.size + header + padding
    if len(frame) != start + body:
        raise WireError("a frame is not as long as it says")
    return frame[PREFIX.size : PREFIX.size + header], frame[start:]


def unpack(header, body, special=None):
    """Turn a frame's two parts back into a value.

    Parameters
    ----------
    header, body : bytes
        As `split` cuts them.
    special : callable, optional
        From what was sent under the tag `special` to the value it stands for.

    Returns
    -------
    object
        Arrays are new and writable; strings have had deceptive characters replaced.

    Raises
    ------
    WireError
        When anything is not as it must be.
    """
    try:
        tree = json.loads(header, parse_constant=_no_constant)
        return Reader(bytes(body), special).value(tree, 0)
    except WireError:
        raise
    except RecursionError:
        raise WireError("a value is nested too deeply") from None
    except (ValueError, TypeError, KeyError, OverflowError, MemoryError) as error:
        raise WireError(f"a value is damaged: {type(error).__name__}") from None


def _no_constant(text):
    raise WireError(f"{text} is not a number of JSON")
