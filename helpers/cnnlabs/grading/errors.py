"""Exceptions as data: described where they were raised, built anew where they are told."""

import builtins

from cnnlabs.grading.values import printable

MESSAGE = 2_000  # characters
CLASSES = 20
# These steer loops and processes: on the trusted side they are ordinary errors.
STEERING = ("StopIteration", "StopAsyncIteration", "ExceptionGroup")
KNOWN = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and name not in STEERING
    and not issubclass(kind, UnicodeError)  # its text comes from fields of its own
}


def described(error):
    """Describe an exception: the names of its classes, the most special first, and its message.

    Examples
    --------
    >>> described(KeyError("w"))["classes"]
    ['KeyError', 'LookupError', 'Exception']
    """
    classes = [kind.__name__ for kind in type(error).__mro__]
    names = [name for name in classes if name not in ("BaseException", "object")]
    try:
        message = str(error)
    except Exception:
        message = "its message could not be made"
    return {"classes": names[:CLASSES], "message": message[:MESSAGE]}


def rebuilt(sent):
    """Build an exception from its description.

    Parameters
    ----------
    sent : object
        What `described` made, or anything: it comes from the other side.

    Returns
    -------
    Exception
        Of a class made for it, with the same name and the nearest base that is Python's own.

    Examples
    --------
    >>> rebuilt({"classes": ["AxisError", "ValueError", "Exception"], "message": "axis 3"})
    AxisError('axis 3')
    """
    sent = sent if isinstance(sent, dict) else {}
    names = sent.get("classes")
    names = names if isinstance(names, list) and names else ["RuntimeError"]
    names = [_text(name)[:80] for name in names[:CLASSES]]
    base = next((KNOWN[name] for name in names if name in KNOWN), RuntimeError)
    base = RuntimeError if base is Exception else base
    # A KeyError would put quotes around a text that has them, a SyntaxError would not show it.
    kind = type(names[0], (base,), {"__str__": Exception.__str__})
    error = kind.__new__(kind)
    error.args = (_text(sent.get("message"))[:MESSAGE],)
    return error


def _text(sent):
    """Return what was sent when it is text: anything else may not even have one."""
    return printable(sent) if type(sent) is str else ""
