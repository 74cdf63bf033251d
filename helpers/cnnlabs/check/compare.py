"""Compare what a function returned with what was expected. Facts only; `explain` finds the words."""

from dataclasses import dataclass

import numpy as np

RELATIVE = 1e-5  # of the largest expected magnitude
ABSOLUTE = 1e-6  # of the largest input magnitude


@dataclass(frozen=True)
class Difference:
    """The first way in which a value is not what was expected.

    `kind` is the mistake's short name as in `explain.MISTAKES`; `part` says which item of a tuple;
    the other fields are filled where they apply.
    """

    kind: str
    expected: object = None
    value: object = None
    part: str = ""
    index: tuple = ()
    count: int = 0
    size: int = 0


def plain(value):
    """Return a TensorFlow or Keras tensor as the array it holds, anything else as it is."""
    module = type(value).__module__.split(".")[0]
    if module in ("tensorflow", "keras") and hasattr(value, "numpy"):
        return value.numpy()
    return value


def tolerance(expected, args):
    """Return the largest absolute difference that rounding in float32 explains.

    Parameters
    ----------
    expected : array_like
        Numbers of any shape.
    args : tuple
        The call's arguments; arrays and numbers in them count, at any depth of tuple or list.
    """
    inputs = max((_magnitude(arg) for arg in args), default=0.0)
    return max(RELATIVE * _magnitude(expected), ABSOLUTE * inputs)


def _magnitude(value):
    if isinstance(value, list | tuple):
        return max((_magnitude(item) for item in value), default=0.0)
    if isinstance(value, np.ndarray | np.number | int | float) and np.size(value):
        numbers = np.abs(np.asarray(value, dtype=np.float64))
        return float(np.max(numbers, where=np.isfinite(numbers), initial=0.0))
    return 0.0


def all_integers(args):
    """Whether the arguments hold arrays and all of them hold integers; None without any array."""
    found = [array for arg in args for array in arrays(plain(arg))]
    return all(array.dtype.kind in "iu" for array in found) if found else None


def changed(before, after):
    """Return the position of the first argument that a call changed, or None.

    Shapes and dtypes count as well as values; what holds no arrays is not looked at.
    """
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        if not _unchanged(old, new):
            return position
    return None


def _unchanged(old, new):
    if isinstance(old, np.ndarray):
        same = isinstance(new, np.ndarray) and (old.shape, old.dtype) == (new.shape, new.dtype)
        return same and np.array_equal(old, new, equal_nan=old.dtype.kind in "fc")
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(_unchanged, old, new))
    if isinstance(old, dict):
        return (
            isinstance(new, dict)
            and list(old) == list(new)
            and all(_unchanged(old[key], new[key]) for key in old)
        )
    return old is new or bool(old == new) if isinstance(old, int | float | str | set) else True


def shares_memory(value, others):
    """Whether an array in `value` lies in the same memory as an array in `others`."""
    return any(np.may_share_memory(a, b) for a in arrays(value) for b in arrays(others))


def arrays(value):
    """Return the arrays with entries that a value is or holds, at any depth of tuple or list."""
    if isinstance(value, np.ndarray):
        return [value] if value.size else []
    if isinstance(value, list | tuple):
        return [array for item in value for array in arrays(item)]
    return []


def differences(value, expected, args=(), tolerated=None):
    """List how a returned value departs from the expected one, one `Difference` for each part.

    Parameters
    ----------
    value : object
        What came back.
    expected : ndarray, int, float, str, bool, list or tuple
        The right value. Its type decides what is accepted: an array for an array, a whole number
        for an int, a number for a float, a sorted list, range or integer array for a list. A tuple
        is compared item by item, and a list may come in its place.
    args : tuple
        The call's arguments, which set the tolerance and whether integers are accepted.
    tolerated : float, optional
        Largest absolute difference; by default `tolerance`.

    Returns
    -------
    list of Difference
        Empty when everything is as expected.
    """
    if not isinstance(expected, tuple):
        found = _difference(plain(value), expected, args, tolerated)
        return [found] if found else []
    if not isinstance(value, tuple | list):
        return [Difference("wrong_type", expected, plain(value))]
    if len(value) != len(expected):
        return [Difference("wrong_length", expected, value)]
    found = []
    for number, (got, wanted) in enumerate(zip(value, expected, strict=True), start=1):
        difference = _difference(plain(got), wanted, args, tolerated)
        if difference:
            fields = vars(difference) | {"part": f"item {number} of {len(expected)}"}
            found.append(Difference(**fields))
    return found


def _difference(value, expected, args, tolerated):
    if isinstance(expected, list):
        return _list_difference(value, expected)
    if isinstance(expected, str | bool | np.bool_):
        kinds = str if isinstance(expected, str) else bool | np.bool_
        if not isinstance(value, kinds):
            return Difference("wrong_type", expected, value)
        return None if value == expected else Difference("values_differ", expected, value)
    wanted = np.asarray(expected)
    scalar = not isinstance(expected, np.ndarray)
    if not _right_type(value, wanted, scalar, args):
        return Difference("wrong_type", expected, value)
    got = np.asarray(value)
    if got.shape != wanted.shape:
        return Difference("wrong_shape", expected, value)
    bad = ~np.isfinite(got) & np.isfinite(wanted)
    if bad.any():
        return _at(bad, "not_finite", expected, value)
    if got.dtype.kind in "iu":
        bad = (got != np.rint(wanted)) | ~np.isclose(got, wanted, rtol=1e-6, atol=1e-6)
    else:
        allowed = tolerance(wanted, args) if tolerated is None else tolerated
        bad = ~np.isclose(got.astype(np.float64), wanted, rtol=0, atol=allowed)
    if bad.any():
        return _at(bad, _wrapped(got, wanted, args) or "values_differ", expected, value)
    return None


def _right_type(value, wanted, scalar, args):
    if isinstance(value, np.ma.MaskedArray) or not isinstance(
        value, np.ndarray | np.number | int | float if scalar else np.ndarray | np.floating
    ):
        return False
    if isinstance(value, bool):
        return False
    kind = np.asarray(value).dtype
    if wanted.dtype.kind in "iu" and scalar:
        return kind.kind in "iu"
    if kind.kind in "iu":
        return bool(all_integers(args)) or (not scalar and all_integers(args) is None)
    return kind in (np.float32, np.float64)


def _list_difference(value, expected):
    if isinstance(value, np.ndarray):
        if value.ndim != 1 or value.dtype.kind not in "iu":
            return Difference("wrong_type", expected, value)
    elif not isinstance(value, list | tuple | range):
        return Difference("wrong_type", expected, value)
    if len(value) != len(expected):
        return Difference("values_differ", expected, value)
    for index, (got, wanted) in enumerate(zip(value, expected, strict=True)):
        if got != wanted:
            return Difference("values_differ", expected, value, index=(index,))
    return None


def _at(bad, kind, expected, value):
    index = tuple(int(i) for i in np.argwhere(bad)[0]) if bad.ndim else ()
    return Difference(kind, expected, value, "", index, int(bad.sum()), bad.size)


def _wrapped(got, wanted, args):
    """Name the integer accident that turns `wanted` into `got`, if there is one."""
    if not np.isfinite(got).all():
        return None
    if np.array_equal(got, np.trunc(wanted)) and not np.array_equal(wanted, np.trunc(wanted)):
        return "integer_truncation"
    integers = [
        plain(a).dtype
        for a in (*args, got)
        if isinstance(plain(a), np.ndarray) and plain(a).dtype.kind in "iu"
    ]
    if not integers:
        return None
    lap = 2.0 ** min(8 * dtype.itemsize for dtype in integers)
    difference = np.asarray(got, np.float64) - wanted
    rest = difference - lap * np.rint(difference / lap)
    return "integer_overflow" if np.abs(rest).max() <= tolerance(wanted, args) else None


def matches(value, candidate, expected, args=(), tolerated=None):
    """Whether a wrong value is the one that a known mistake gives.

    In a tuple, `...` in the candidate stands for any item. A candidate that equals the expected
    value explains nothing and never matches.
    """
    if not isinstance(candidate, tuple):
        value, candidate, expected = (value,), (candidate,), (expected,)
    if not isinstance(value, tuple | list) or len(value) != len(candidate):
        return False
    parts = [
        (got, wrong, right)
        for got, wrong, right in zip(value, candidate, expected, strict=True)
        if wrong is not ...
    ]
    same = all(not differences(got, wrong, args, tolerated) for got, wrong, _ in parts)
    return same and any(differences(wrong, right, args, tolerated) for _, wrong, right in parts)
