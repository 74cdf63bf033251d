"""Can a process be traced, or its memory read by system calls?"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
found = [f"call {number}" for number in (101, 310, 311, 321, 425) if libc.syscall(number, 0, 1, 0, 0) >= 0]


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0] if found else "held")
