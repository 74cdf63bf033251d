"""What stops a run in the middle: a full disk, a locked database, a server that is gone.

Nothing is lost then: every verdict is kept as it comes, and the same command goes on from there.
"""

import contextlib
import errno
import sqlite3
import time

import sqlalchemy.exc
from nbgrader.api import InvalidEntry

from cnnlabs import course

PATIENCE = 60  # seconds to wait for a database that another program holds
GO_ON = "What was graded is kept: run the same command again to go on."
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OF_DATABASES = (sqlite3.Error, sqlalchemy.exc.DBAPIError, InvalidEntry)  # nbgrader wraps some
HELD = ("55P03", "40P01")  # of PostgreSQL: no lock in time, or two waited for each other's
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Stopped(course.CourseError):
    """The machine stopped the run; the message says what to do before it is run again."""

    exit_code = 1


@contextlib.contextmanager
def told(folder):
    """Turn the errors of disks and databases into `Stopped`.

    Parameters
    ----------
    folder : Path
        Where results are written.
    """
    try:
        yield
    except OF_DATABASES as error:
        raise Stopped(_of_database(error, folder)) from None
    except OSError as error:
        if error.errno not in FULL + CLOSED:
            raise
        raise Stopped(_of_disk(error, folder)) from None


def patiently(step, name, say):
    """Do a step on a database; while another program holds it, say so and try again.

    Parameters
    ----------
    step : callable
        Without arguments; may be done again from its start.
    name : str
        Of the database, for the message.
    say : callable
        Told once that the run waits.

    Returns
    -------
    object
        What the step returned.

    Raises
    ------
    Stopped
        When it is still held after `PATIENCE` seconds.
    """
    end, waiting = time.monotonic() + PATIENCE, False
    while True:
        try:
            return step()
        except OF_DATABASES as error:
            if not held(error):
                raise
        if not waiting:
            say(f"{name} is in use by another program: waiting for it, up to {PATIENCE} seconds.")
            waiting = True
        if time.monotonic() > end:
            raise Stopped(
                f"{name} is still in use by another program, perhaps another `cnnlabs grade`, an open "
                f"formgrader or an unfinished transaction: let it end or close it. {GO_ON}"
            )
        time.sleep(0.2)


def held(error):
    """Whether a database refused a step because another program holds what it needs.

    Parameters
    ----------
    error : Exception
        One of `OF_DATABASES`.
    """
    cause = _cause(error)
    return "locked" in str(cause) or getattr(cause, "pgcode", None) in HELD


def _of_database(error, folder):
    said = str(_cause(error)).strip()
    if "full" in said:
        return f"{folder}: no space is left on this disk; free some. {GO_ON}"
    if "readonly" in said or "unable to open" in said:
        return f"a database in {folder} cannot be written ({said}); give yourself the right to. {GO_ON}"
    if "disk I/O error" in said:
        return f"a database in {folder} cannot be written ({said}): look at the disk. {GO_ON}"
    if "malformed" in said or "not a database" in said:
        return (
            f"a database in {folder} is damaged ({said}): put a back-up in its place. verdicts.db may "
            "be deleted: everything is graded anew then"
        )
    return f"the database stopped the run: {said}. See that it is there and open to you. {GO_ON}"


def _of_disk(error, folder):
    place = error.filename or folder
    if error.errno in FULL:
        return f"{place}: no space is left on this disk; free some. {GO_ON}"
    return f"{place} cannot be written: {error.strerror}; give yourself the right to. {GO_ON}"


def _cause(error):
    """Return the database's own error; the text of those around it holds a whole statement."""
    if isinstance(error, InvalidEntry):
        error = error.__context__ or error
    return getattr(error, "orig", error)
