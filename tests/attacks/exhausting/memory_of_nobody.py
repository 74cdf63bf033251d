"""Does memory that is no process's own, in nameless files, shared segments and queues, escape the count?"""

import ctypes
import os

total, files = 0, []
try:
    while total < 4 << 30:
        files.append(os.memfd_create("held"))
        total += os.write(files[-1], bytes(64 << 20))
except OSError:
    pass
libc = ctypes.CDLL(None)
segment, queue = libc.shmget(0, 1 << 30, 0o1600), libc.msgget(0, 0o1600)


def dense_weights(*args):
    raise RuntimeError("ESCAPED: memory" if total or segment >= 0 or queue >= 0 else "held")
