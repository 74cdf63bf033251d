"""Does output without end fill anything?"""

import os
import time

end = time.monotonic() + 2
while time.monotonic() < end:
    os.write(1, b"x" * 65536)


def dense_weights(*args):
    return 1
