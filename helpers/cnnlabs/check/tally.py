"""What the checks said last in this kernel: the list at the end of a lab."""

import re

from IPython import get_ipython

from cnnlabs.check.failure import CheckFailed

FIRST = re.compile(r"\bcheck\.(?:returns|call|raises|by_hand|by_tape|no_pixel_loops)\(\s*(\w+)")
DONE = "done"
NOT_RUN, CHANGED, TO_DO = "its check has not run yet", "changed since its check ran", "to do"
NOT_RIGHT = "not right yet: {}"

_verdicts = {}  # by exercise: what its check cell raised, or None, and the function that it checked


def exercise(cell):
    """Return which exercise a cell checks: the function that it checks first.

    Parameters
    ----------
    cell : str
        The cell's text.

    Returns
    -------
    str or None

    Examples
    --------
    >>> exercise("check.returns(output_size, 5, 3, expected=3)")
    'output_size'
    """
    found = FIRST.search(cell)
    return found and found.group(1)


def progress(*exercises):
    """Print what each exercise's check said last in this kernel.

    Parameters
    ----------
    *exercises : str
        The names of the functions to write.

    Examples
    --------
    >>> progress("output_size")
    output_size  its check has not run yet
    <BLANKLINE>
    0 of 1 done
    """
    width = max(map(len, exercises), default=0)
    states = [_state(name) for name in exercises]
    for name, state in zip(exercises, states, strict=True):
        print(f"{name:{width}}  {state}")
    print(f"\n{states.count(DONE)} of {len(states)} done")


def _state(name):
    if name not in _verdicts:
        return NOT_RUN
    error, checked = _verdicts[name]
    if _code(get_ipython().user_ns.get(name)) != _code(checked):
        return CHANGED
    if error is None:
        return DONE
    if isinstance(error, CheckFailed) and error.mistake == "not_written":
        return TO_DO
    return NOT_RIGHT.format(next(iter(str(error).splitlines()), type(error).__name__))


def _code(function):
    """Return what tells two versions of a function apart: the same cell run twice gives the same."""
    return getattr(function, "__code__", function)


def _ran(result):
    """Remember how a check cell ended."""
    if name := exercise(result.info.raw_cell or ""):
        error = result.error_before_exec or result.error_in_exec
        _verdicts[name] = error, get_ipython().user_ns.get(name)


if (_shell := get_ipython()) is not None:
    _shell.events.register("post_run_cell", _ran)
