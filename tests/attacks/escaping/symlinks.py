"""Does a link in the scratch folder lead anybody else astray?"""

import os

for name in ("gradebook.db", "grades.csv", "x"):
    os.symlink("/etc/passwd", f"/scratch/{name}")
os.chdir("/")


def dense_weights(*args):
    raise RuntimeError("held")
