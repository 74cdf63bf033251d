"""Can home folders and password files be read?"""

import os

found = []
for place in ("/etc/shadow", os.path.expanduser("~root/.bashrc"), os.path.expanduser("~root/.ssh"), "/home", os.path.expanduser("~root/.profile")):
    try:
        found.append(str(os.listdir(place)) if os.path.isdir(place) else open(place).read())
    except OSError:
        pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0][:50] if found else "held")
