"""Does noise on stderr change a verdict?"""

import sys

print("x" * 1000, file=sys.stderr)


def dense_weights(*args):
    print("576", file=sys.stderr)
    return 1
