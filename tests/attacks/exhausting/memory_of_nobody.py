"""Does memory that is no process's own, in nameless files and shared segments, escape the count?"""

import ctypes
import os

total, files = 0, []
try:
    while total < 4 << 30:
        files.append(os.memfd_create("held"))
        total += os.write(files[-1], bytes(64 << 20))
except OSError:
    pass
segment = ctypes.CDLL(None).shmget(0, 1 << 30, 0o1600)


def dense_weights(*args):
    raise RuntimeError("ESCAPED: memory" if total or segment >= 0 else "held")
