"""Can other processes be seen, read or signalled?"""

import os
import signal

found = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
for number in range(2, 2000):
    try:
        os.kill(number, signal.SIGKILL)
        found.append(f"killed {number}")
    except OSError:
        pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0] if found else "held")
