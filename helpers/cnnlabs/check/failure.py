"""The one exception that a failed check raises, and how a notebook shows it."""

import linecache
import traceback
from pathlib import Path

PACKAGE = str(Path(__file__).parent)


class CheckFailed(AssertionError):
    """A check did not hold; `str` gives the whole message.

    Parameters
    ----------
    exercise : str
        Name of the function under test, empty for a check of a plain value.
    mistake : str
        Short name of what went wrong (`kernel_flipped`, `wrong_shape`); see `explain.MISTAKES`.
    message : str
        The text for the student.
    """

    def __init__(self, exercise, mistake, message):
        super().__init__(message)
        self.exercise = exercise
        self.mistake = mistake
        self.message = message

    def _render_traceback_(self):
        """Return the lines that IPython prints in place of a traceback.

        The list ends at the line of the notebook that asked; what the checks do inside is left out,
        and so is the text of a hidden test.
        """
        asked = [frame for frame in traceback.extract_tb(self.__traceback__) if _is_users(frame)]
        place = [_place(asked[-1])] if asked else []
        return [*place, f"CheckFailed: {self.message}"]


def _is_users(frame):
    return not frame.filename.startswith(PACKAGE) and "IPython" not in frame.filename


def _place(frame):
    above = linecache.getlines(frame.filename)[: frame.lineno]
    opened = sum("BEGIN HIDDEN TESTS" in line for line in above)
    if opened > sum("END HIDDEN TESTS" in line for line in above):
        return "in a hidden check"
    return f"line {frame.lineno} of this cell: {frame.line}"
