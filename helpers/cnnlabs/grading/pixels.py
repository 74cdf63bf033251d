"""No pixel loops, seen from outside: the processor time of a call, which student code cannot forge.

The lines that `no_pixel_loops` counts are counted in the student's process. Code there can forge the
count, and a loop inside C runs no lines. The kernel keeps a process's own time, and the trusted side
reads it. It is taken in the process without libraries (`bare`), which can start no other process and no
thread to do the work. The whole call counts, not what a larger picture adds: a loop may be as long for
all pictures. For each pixel, with one channel and one filter, right answers take up to 80 ns, a loop
inside C 500 to 650 ns, loops in Python 1,500 ns and more.

A time is no proof, for machines differ. So it changes no points: it asks a human to look.
"""

import math
import time
from pathlib import Path

SIDES = 120, 120  # height and width of the pictures: so large that the rest of a call is little
CALLS = 5  # the least counts, for other programs only lengthen a time
NANOSECONDS = 250  # for each pixel, from which on it looks like a loop
CPU_OF_PROCESS = 2  # <linux/posix-timers.h>: CPUCLOCK_SCHED of a whole process
REMARK = "its processor time is that of a loop over the pixels, whatever the count of lines says"
UNTIMED = "its processor time could not be taken, so nobody knows whether it loops over the pixels"


def clock(child, caged):
    """Return a function that tells the processor time of a student's process so far.

    Parameters
    ----------
    child : warm.Child
    caged : bool
        Whether it lives in the sandbox: then the child is its keeper.

    Returns
    -------
    callable
        Without arguments; nanoseconds.
    """
    lines = Path(f"/proc/self/fdinfo/{child.descriptor}").read_text().splitlines()
    number = next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
    if caged:
        number = int(Path(f"/proc/{number}/task/{number}/children").read_text())
    identity = ~number << 3 | CPU_OF_PROCESS
    return lambda: time.clock_gettime_ns(identity)


def nanoseconds(call, clock, make_args):
    """Return what each pixel takes.

    Parameters
    ----------
    call : callable
        With the arguments of one call; does it in the student's process.
    clock : callable
        From `clock`.
    make_args : callable
        As in `check.no_pixel_loops`.

    Returns
    -------
    float

    Examples
    --------
    >>> now = iter([0, 300_000] + [0, 144_000] * (CALLS - 1))  # 120 * 120 pixels
    >>> round(nanoseconds(lambda args: None, lambda: next(now), lambda height, width: ()), 1)
    10.0
    """
    used = []
    for _ in range(CALLS):
        args, before = tuple(make_args(*SIDES)), clock()
        call(args)
        used.append(clock() - before)
    return min(used) / math.prod(SIDES)
