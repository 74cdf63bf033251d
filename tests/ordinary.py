"""Commands of an ordinary user, for tests that may be run by root."""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from cnnlabs import course

UID = 0x60000000 + os.getpid()  # owns nothing on this machine

# Arguments: closed folders, "--", places in them that are shown all the same, "--", the command.
AS_USER = f"""
set -e
mount --rbind / /mnt
while [ "$1" != -- ]; do mount -t tmpfs -o mode=755 none "$1"; shift; done
shift
while [ "$1" != -- ]; do mkdir -p "$1"; mount --bind "/mnt$1" "$1"; shift; done
shift
umount -l /mnt
exec setpriv --reuid {UID} --regid {UID} --clear-groups --inh-caps=-all "$@"
"""


def command(*words):
    """Return a command as an ordinary user runs it, to whom the course and Python are open.

    Root's own folders are often closed to others, and Python may lie there.
    """
    if os.getuid():
        return [*words]
    places = {sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix), str(course.ROOT)}
    closed = {place: folder for place in places if (folder := _closed(place))}
    shown = [*sorted({*closed.values()}), "--", *sorted(closed), "--"]
    return ["unshare", "--mount", "sh", "-c", AS_USER, "sh", *shown, *words]


def _closed(place):
    """Return the first folder on the way to a place that is closed to others, or None."""
    way = [*reversed(Path(place).parents), Path(place)]
    return next((str(folder) for folder in way if not folder.stat().st_mode & 0o001), None)


@contextmanager
def folder():
    """Make a folder that is the ordinary user's own once `give` was called; remove it afterwards."""
    place = Path(tempfile.mkdtemp(prefix="cnnlabs-tests-"))
    try:
        yield place
    finally:
        shutil.rmtree(place)


def give(place):
    """Give a folder and all in it to the ordinary user."""
    if not os.getuid():
        for path in [place, *place.rglob("*")]:
            os.chown(path, UID, UID)
