"""Checks for test cells: ordinary calls that pass in silence or explain what is not right yet."""

from cnnlabs.check.failure import CheckFailed
from cnnlabs.check.mistakes import either, when
from cnnlabs.check.tally import progress
from cnnlabs.check.verbs import (
    by_hand,
    by_tape,
    call,
    close,
    equal,
    no_pixel_loops,
    property,
    raises,
    returns,
    seed,
)

__all__ = [
    "CheckFailed",
    "by_hand",
    "by_tape",
    "call",
    "close",
    "either",
    "equal",
    "no_pixel_loops",
    "progress",
    "property",
    "raises",
    "returns",
    "seed",
    "when",
]
