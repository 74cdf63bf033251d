"""All wordings of the checks: what a student reads when something is not right yet.

Plain words, one idea a sentence: what was called, what was expected, what came, what to do.
"""

import re
import sys
import sysconfig
from pathlib import Path

import numpy as np

from cnnlabs.check import known

_FOLDERS = {
    str(Path(__file__).parents[2]),
    *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
    sys.prefix,
    sys.base_prefix,
}
_LIBRARY = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(_FOLDERS, key=len, reverse=True)))})(?![\w.-])[/\\]?"
)
GENERAL = {
    "not_written": "not written yet",
    "not_a_function": "is not a function",
    "raised": "stopped with an error",
    "no_error": "returned where an error was expected",
    "wrong_error": "stopped with another error than expected",
    "vague_error": "raised an error that does not say where",
    "input_changed": "changed one of its inputs",
    "returned_none": "returned None",
    "wrong_type": "returned another type than asked for",
    "wrong_length": "returned another number of items",
    "wrong_shape": "returned another shape",
    "not_finite": "returned values that are not finite",
    "values_differ": "returned other values",
    "memory_shared": "returned memory of an input",
    "same_array": "returned the same memory twice",
    "library_call": "called a library where the exercise is by hand",
    "no_tape": "took no gradient from GradientTape",
    "pixel_loop": "looped over pixels",
    "compiled_loop": "hid its loops in a compiled function",
    "property_missing": "lacks a property that the exercise asks for",
}
"""What any function can get wrong, each as a clause."""

WITHOUT_VALUES = ("not_written", "library_call", "pixel_loop", "compiled_loop")
"""Those of which the whole message holds neither an input nor a value."""

MISTAKES = {
    **GENERAL,
    "integer_overflow": "This is what you get when whole numbers overflow: a uint8 holds 0 to 255 "
    "and starts again at 0. Convert the inputs to float first.",
    "integer_truncation": "This is what you get when the result is stored as whole numbers: "
    "everything behind the decimal point is cut off. Make the output array float.",
    **known.MISTAKES,
}
"""What each short name stands for: a clause for the general ones, a sentence for the known ones."""


def call(name, args):
    """Write a call with its arguments in short: ``correlate2d(array (5, 5) int64, ...)``."""
    return f"{name}({', '.join(short(arg) for arg in args)})"


def short(value):
    """Describe a value in a few words."""
    if isinstance(value, np.ma.MaskedArray):
        return f"masked array {value.shape}"
    if isinstance(value, np.ndarray):
        return f"array {value.shape} {value.dtype}"
    if isinstance(value, np.generic):
        return f"{number(value)}"
    if isinstance(value, bool | int | float | complex | str | type(None)):
        text = repr(relative(value) if isinstance(value, str) else value)
    elif isinstance(value, list | tuple) and len(value) <= 6:
        inner = ", ".join(short(item) for item in value)
        text = f"[{inner}]" if isinstance(value, list) else f"({inner})"
    elif isinstance(value, list | tuple | set | dict):
        text = f"{type(value).__name__} of {len(value)} items"
    else:
        text = getattr(value, "__name__", f"a {type(value).__name__}")
    return text if len(text) <= 80 else text[:77] + "..."


def relative(text):
    """Name files of libraries relative to their folder, as they are called on every machine.

    Examples
    --------
    >>> relative(f"cannot import name 'x' from 'numpy' ({np.__file__})")
    "cannot import name 'x' from 'numpy' (numpy/__init__.py)"
    """
    return _LIBRARY.sub("", text)


def number(value):
    """Write a number with six significant digits at most, whole ones in full."""
    value = value.item() if isinstance(value, np.generic) else value
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def not_written(name):
    """Say that the stub is still there."""
    return (
        f"{name} is not written yet. In the cell that defines {name}, replace the line "
        "`raise NotImplementedError` with your code and run that cell, then run this one again."
    )


def not_a_function(value):
    """Say that a name under test holds something else."""
    return (
        f"A function was expected here, but the name holds {short(value)}. Run the cell that "
        "defines the function again."
    )


def raised(name, args, error, lines):
    """Say with which exception a call stopped, and on which of the student's lines."""
    text = f"{call(name, args)} stopped with {type(error).__name__}: {_said(error)}"
    return "\n  ".join([text, *lines])


def no_error(name, args, error, value):
    """Say that an error should have been raised."""
    return (
        f"{call(name, args)} should raise {error.__name__}, but it returned {short(value)}. "
        "Test the argument first and raise the error yourself."
    )


def vague_error(name, args, error, naming):
    """Say what the message of an error should tell."""
    return (
        f"{call(name, args)} raises {type(error).__name__} as it should, but its message does not "
        f"tell where: name {' or '.join(naming)}. It says: {_said(error)}"
    )


def _said(error):
    return relative(str(error))[:500]


def input_changed(name, args, position):
    """Say which argument the call changed."""
    return (
        f"{call(name, args)} changed its argument number {position + 1}. Whoever calls the "
        "function still needs it. Work on a copy: `array.copy()`."
    )


def library_call(name, calls):
    """Say which library functions did the work."""
    return (
        f"{name} called {', '.join(calls)}. This exercise is by hand: write the sums "
        "yourself, with slices, products and loops."
    )


def deprived(name, calls):
    """Say which library functions were missed when the function ran without libraries."""
    called = f"{' and '.join(calls)} {'were' if len(calls) > 1 else 'was'} called"
    return (
        f"{called}: write this one by hand. {name} was run once more without libraries, and did not "
        "work there."
    )


def unproven(name, reason):
    """Say that nobody knows yet whether a function is written by hand."""
    return (
        f"{name} is right, but it was run once more without libraries and did not work there: "
        f"{relative(reason).rstrip('.')}. Your instructor will look whether it is by hand."
    )


def no_tape(name, args):
    """Say that no gradient was computed by TensorFlow."""
    return (
        f"{call(name, args)} asked no tf.GradientTape for a gradient. Compute the loss inside a tape, "
        "and take each step with what `tape.gradient` returns."
    )


def pixel_loop(name, axis, sizes, counts):
    """Say that the number of executed lines grows with the picture."""
    return (
        f"{name} runs {counts[0]} lines of Python for {sizes[0]} pixels of {axis} and {counts[1]} "
        f"for {sizes[1]}: something loops over the {axis}. Loop over the batch, the channels or "
        "the kernel's entries, and let one NumPy operation do all pixels at once."
    )


def compiled_loop(name):
    """Say that loops inside compiled code cannot be seen."""
    return (
        f"{name} calls a function compiled by TensorFlow, and loops inside it cannot be counted. "
        "Write it without tf.function."
    )


def memory_shared(name, args, earlier):
    """Say that a result is not a new array."""
    whose = "the result of an earlier call" if earlier else "one of its inputs"
    return (
        f"{call(name, args)} returned memory that it shares with {whose}: a change of one changes "
        "the other. Return a new array: `array.copy()`."
    )


def returned(name, args, differences, mistake):
    """Say how a result departs from what was expected, part by part, and name the mistake."""
    parts = [_difference(difference) for difference in differences]
    lines = [f"{call(name, args)} is not right yet.", *parts]
    if mistake:
        lines.append(MISTAKES[mistake])
    return "\n  ".join(lines)


def _difference(d):
    start = f"{d.part}: " if d.part else ""
    if d.value is None:
        return f"{start}it returned None. Is a `return` missing at its end?"
    if d.kind == "wrong_type":
        return f"{start}expected {_wanted(d.expected)}, got {short(d.value)}.{_type_advice(d)}"
    if d.kind == "wrong_length":
        return f"{start}expected {len(d.expected)} items, got {len(d.value)}."
    if d.kind == "wrong_shape":
        return (
            f"{start}expected shape {np.shape(d.expected)}, got shape {np.shape(d.value)}."
            f"{_shape_advice(np.shape(d.expected), np.shape(d.value))}"
        )
    if isinstance(d.expected, str | bool | list) or (not d.index and d.size <= 1):
        return f"{start}expected {_shown(d.expected)}, got {_shown(d.value)}."
    first = (
        f"first at {list(d.index)}: expected {number(np.asarray(d.expected)[d.index])}, got "
        f"{number(np.asarray(d.value)[d.index])}."
    )
    what = "are not finite (NaN or infinity)" if d.kind == "not_finite" else "differ"
    shape = f"{start}the shape {np.shape(d.expected)} is right"
    return f"{shape}; {d.count} of {d.size} entries {what}, {first}"


def _shown(value):
    if isinstance(value, int | float | np.number | np.ndarray) and np.size(value) == 1:
        return number(np.asarray(value)[()])
    return short(value)


def _wanted(expected):
    if isinstance(expected, tuple):
        return f"a tuple of {len(expected)} items"
    if isinstance(expected, list):
        return "a list of whole numbers"
    if isinstance(expected, np.ndarray):
        return f"a float32 or float64 array {expected.shape}"
    names = {int: "a whole number (int)", float: "a number (float)", bool: "True or False"}
    return next((text for kind, text in names.items() if type(expected) is kind), short(expected))


def _type_advice(d):
    if isinstance(d.value, list | tuple) and isinstance(d.expected, np.ndarray):
        return " Turn the list into an array: `np.array(...)`."
    if isinstance(d.value, float | np.floating) and isinstance(d.expected, int):
        return " A count is exact: use // in place of / and whole numbers throughout."
    if isinstance(d.value, np.ma.MaskedArray):
        return " Return an ordinary array."
    return ""


def _shape_advice(expected, got):
    if got == tuple(side for side in expected if side != 1):
        return " Keep the axes of length 1."
    if sorted(got) == sorted(expected):
        return " The axes are in another order."
    return ""


def property_missing(saying):
    """Say which property does not hold."""
    return f"This should hold and does not yet: {saying.rstrip('.')}."


def unseen(mistake):
    """Say that a check failed that is not in the notebook, without its call and values."""
    if mistake in GENERAL:
        what = f"failed: your function {GENERAL[mistake]}."
    else:
        what = f"failed. {MISTAKES.get(mistake, '')}".rstrip()
    return (
        f"A check that is not in your notebook {what}\n"
        "Call the function on inputs of your own and compare with what you work out by hand: other "
        "sizes, odd and even ones, sides that differ, whole numbers and fractions, zeros, negative "
        "numbers, other settings of each argument."
    )


def check_stopped():
    """Say that a check broke off without a verdict."""
    return "The check itself stopped and gave no verdict. Your instructor will look at it."


def lost(reason, seconds):
    """Say why the process in which a student's code ran was given up."""
    return {
        "timeout": f"It ran longer than {seconds:g} seconds and was stopped. Is there a loop that "
        "does not end, or one over pixels where an array operation would do?",
        "died": "The process in which your code ran ended: it left Python, crashed, or took more "
        "memory, processes or time than it may.",
        "protocol": "Your code sent messages of its own to the grader and was stopped.",
    }[reason]
