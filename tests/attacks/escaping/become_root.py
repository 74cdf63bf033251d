"""Can privileges be won back?"""

import os

found = []
for change in (os.setuid, os.setgid, os.seteuid):
    try:
        change(0)
        found.append(change.__name__)
    except OSError:
        pass
try:
    os.chown("/scratch", 0, 0)
    found.append("chown")
except OSError:
    pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0] if found else "held")
