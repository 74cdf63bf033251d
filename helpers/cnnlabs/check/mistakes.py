"""Recognise a wrong result as a known mistake."""

from cnnlabs.check import compare


class either:
    """Several results that one mistake can give.

    Parameters
    ----------
    *candidates
        Each a value, a callable on the call's arguments, or a `when`.

    Examples
    --------
    >>> either(1, 2).candidates
    (1, 2)
    """

    def __init__(self, *candidates):
        self.candidates = candidates


class when:
    """A mistake that shows in a property of the wrong result, not in one value.

    Parameters
    ----------
    shows : callable
        From the wrong result to a bool.

    Examples
    --------
    >>> when(lambda kernel: kernel > 100).shows(1000)
    True
    """

    def __init__(self, shows):
        self.shows = shows


def recognise(value, expected, args, mistakes, tolerated=None):
    """Return the name of the first known mistake that gives a wrong value, or None.

    Parameters
    ----------
    value, expected : object
        What came, and what should have come.
    args : tuple
        The arguments of the call.
    mistakes : dict of str to object
        For each name a value, a callable on `args`, a `when` or an `either`.
    tolerated : float, optional
        As in `compare.differences`.

    Examples
    --------
    >>> recognise(5, 4, (2,), {"doubled": lambda n: 2 * n, "one_more": 5})
    'one_more'
    """
    for name, mistake in mistakes.items():
        for candidate in mistake.candidates if isinstance(mistake, either) else (mistake,):
            try:
                if _shows(candidate, value, expected, args, tolerated):
                    return name
            except Exception:  # a mistake that these arguments do not allow explains nothing
                continue
    return None


def _shows(candidate, value, expected, args, tolerated):
    if isinstance(candidate, when):
        return candidate.shows(value)
    wrong = candidate(*args) if callable(candidate) else candidate
    return compare.matches(value, wrong, expected, args, tolerated)
