"""The checks that a test cell calls. Each one passes in silence or raises `CheckFailed`."""

import numpy as np

from cnnlabs.check import compare, explain, picture, subject
from cnnlabs.check.failure import CheckFailed
from cnnlabs.check.mistakes import recognise

SMALL, LARGE = 24, 60  # the sides between which `no_pixel_loops` counts lines


def returns(f, *args, expected, mistakes=None, tolerance=None):
    """Check what a function returns.

    Looked at in this order, one message each: inputs unchanged, type, shape, finiteness, values,
    and that the result is new memory.

    Parameters
    ----------
    f : callable
        The function itself, not its result.
    *args
        Its arguments.
    expected : ndarray, int, float, str, bool, list or tuple
        The right value; its type decides what is accepted, see `compare.differences`.
    mistakes : dict of str to object, optional
        What known mistakes give: a value, a callable that gets the same arguments, `either` of
        several, or `when` the result has a property. A wrong result is looked up here, and the
        message names its mistake. In tuples `...` is any item.
    tolerance : float, optional
        Largest absolute difference. By default 1e-5 of the largest expected magnitude or 1e-6 of
        the largest input magnitude, whichever is larger; whole numbers must be exact.

    Raises
    ------
    CheckFailed

    Examples
    --------
    >>> returns(np.square, np.array([1.0, 2.0]), expected=np.array([1.0, 4.0]))
    """
    asked = _subject(f)
    outcome = _answer(asked, args)
    found = compare.differences(outcome.value, expected, args, tolerance)
    if found:
        value = compare.plain(outcome.value)
        mistake = recognise(value, expected, args, mistakes or {}, tolerance)
        general = {"integer_overflow", "integer_truncation"} & {d.kind for d in found}
        mistake = mistake or next(iter(general), None)
        picture.show_difference(found[0])
        kind = "returned_none" if outcome.value is None else found[0].kind
        message = explain.returned(asked.name, args, found, mistake)
        raise CheckFailed(asked.name, mistake or kind, message)
    if outcome.memory:
        message = explain.memory_shared(asked.name, args, outcome.memory == "same_array")
        raise CheckFailed(asked.name, outcome.memory, message)


def call(f, *args):
    """Call a function for a check of the test cell's own, and return what it returned.

    Tensors come back as arrays. For `property`, which has no single right value to compare with.

    Raises
    ------
    CheckFailed
        When the function is not written, raises, returns None or changes an input.

    Examples
    --------
    >>> call(np.square, 3)
    np.int64(9)
    """
    asked = _subject(f)
    value = compare.plain(_answer(asked, args).value)
    if value is None:
        message = explain.returned(asked.name, args, [compare.Difference("returned_none")], None)
        raise CheckFailed(asked.name, "returned_none", message)
    return value


def raises(f, *args, error=ValueError, naming=()):
    """Check that a call raises an exception of a class or a subclass of it.

    Parameters
    ----------
    f : callable
    *args
    error : type
    naming : sequence of str
        Words of which the exception's message must hold at least one; empty when it may say
        anything.

    Raises
    ------
    CheckFailed
    """
    asked = _subject(f)
    outcome = asked.call(args)
    if outcome.error is None:
        message = explain.no_error(asked.name, args, error, outcome.value)
        raise CheckFailed(asked.name, "no_error", message)
    if not isinstance(outcome.error, error):
        mistake = "not_written" if isinstance(outcome.error, NotImplementedError) else "wrong_error"
        _fail_with(asked, args, outcome, mistake)
    if naming and not any(word.lower() in str(outcome.error).lower() for word in naming):
        message = explain.vague_error(asked.name, args, outcome.error, naming)
        raise CheckFailed(asked.name, "vague_error", message)


def by_hand(f, *args):
    """Check that a call runs no library function that does the exercise's work.

    Raises
    ------
    CheckFailed
    """
    asked = _subject(f)
    _answer(asked, args)
    calls = asked.not_by_hand(args)
    if calls:
        message = explain.library_call(asked.name, calls)
        raise CheckFailed(asked.name, "library_call", message)


def by_tape(f, *args):
    """Check that a call gets a gradient from TensorFlow, as `GradientTape.gradient` gives it.

    Raises
    ------
    CheckFailed
    """
    asked = _subject(f)
    _answer(asked, args)
    names = {name.rpartition(".")[2] for name in asked.library_calls(args)}
    if not names & {"gradient", "gradients", "jacobian"}:
        raise CheckFailed(asked.name, "no_tape", explain.no_tape(asked.name, args))


def no_pixel_loops(f, make_args, expected=None):
    """Check that no side of a picture lengthens the count of executed Python lines.

    Parameters
    ----------
    f : callable
    make_args : callable
        From a height and a width to the arguments of a call, drawn anew each time so that no result can
        be kept. Grading also takes the function's time, which tells the more the less work there is for
        each pixel: one picture, one channel, one filter.
    expected : callable, optional
        From these arguments to the right value. Without it a function may answer anything for the
        pictures of this check, which are larger than those of others.

    Raises
    ------
    CheckFailed
    """
    asked = _subject(f)
    sizes = {
        "": (SMALL, SMALL),
        "height": (LARGE, SMALL),
        "width": (SMALL, LARGE),
        "shorter side": (LARGE, LARGE),  # a loop over it is constant while the other side grows
    }
    counts = {}
    for axis, (height, width) in sizes.items():
        args = tuple(make_args(height, width))
        if expected:  # the call warms up, too: einsum plans once for each shape
            returns(f, *args, expected=expected(*args))
        else:
            _answer(asked, args)
        counts[axis] = asked.executed_lines(tuple(make_args(height, width)))
        if counts[axis] is None:
            message = explain.compiled_loop(asked.name)
            raise CheckFailed(asked.name, "compiled_loop", message)
    for axis in ("height", "width", "shorter side"):
        if counts[axis] > counts[""]:
            pair = counts[""], counts[axis]
            message = explain.pixel_loop(asked.name, axis, (SMALL, LARGE), pair)
            raise CheckFailed(asked.name, "pixel_loop", message)
    asked.time_pixels(make_args, expected)


def seed(number):
    """Set every seed that a function under test may use."""
    subject.seed(number)


def close(value, expected, tolerance=None, saying="A value is not right yet."):
    """Check a plain number or array against the expected one, within rounding.

    Raises
    ------
    CheckFailed

    Examples
    --------
    >>> close(0.1 + 0.2, 0.3)
    """
    wanted, got = np.asarray(expected, dtype=float), compare.plain(value)
    allowed = compare.tolerance(wanted, ()) if tolerance is None else tolerance
    if np.shape(got) != wanted.shape or not np.allclose(got, wanted, rtol=0, atol=allowed):
        text = f"{saying} Expected {explain.short(expected)}, got {explain.short(got)}."
        raise CheckFailed("", "values_differ", text)


def equal(value, expected, saying="A value is not right yet."):
    """Check a plain value for equality.

    Raises
    ------
    CheckFailed

    Examples
    --------
    >>> equal((2, 3), (2, 3))
    """
    if not np.array_equal(value, expected):
        text = f"{saying} Expected {explain.short(expected)}, got {explain.short(value)}."
        raise CheckFailed("", "values_differ", text)


def property(holds, saying, mistakes=None):
    """Check a property of a result that has no single right value.

    Parameters
    ----------
    holds : bool
    saying : str
        What a student reads when it does not hold: the property in a sentence.
    mistakes : dict of str to bool, optional
        Known mistakes, and whether the result shows them; the first that does is named.

    Raises
    ------
    CheckFailed

    Examples
    --------
    >>> property(sum([0.25] * 4) == 1, "the entries sum to 1")
    """
    if holds:
        return
    mistake = next((name for name, shows in (mistakes or {}).items() if shows), None)
    lines = [explain.property_missing(saying), *([explain.MISTAKES[mistake]] if mistake else [])]
    raise CheckFailed("", mistake or "property_missing", "\n  ".join(lines))


def _subject(f):
    try:
        return subject.of(f)
    except TypeError:
        raise CheckFailed("", "not_a_function", explain.not_a_function(f)) from None


def _answer(asked, args):
    """Call the function and insist that it came back with its inputs unchanged."""
    outcome = asked.call(args)
    if outcome.error is not None:
        written = not isinstance(outcome.error, NotImplementedError)
        _fail_with(asked, args, outcome, "raised" if written else "not_written")
    position = compare.changed(args, outcome.arguments)
    if position is not None:
        message = explain.input_changed(asked.name, args, position)
        raise CheckFailed(asked.name, "input_changed", message)
    return outcome


def _fail_with(asked, args, outcome, mistake):
    if mistake == "not_written":
        message = explain.not_written(asked.name)
    else:
        message = explain.raised(asked.name, args, outcome.error, outcome.lines)
    raise CheckFailed(asked.name, mistake, message) from None
