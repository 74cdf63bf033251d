"""Do secrets of the environment reach student code?"""

import os

found = [name for name in os.environ if "CNNLABS_SECRET" in name]
try:
    if b"CNNLABS_SECRET" in open("/proc/1/environ", "rb").read():
        found.append("/proc/1/environ")
except OSError:
    pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0] if found else "held")
