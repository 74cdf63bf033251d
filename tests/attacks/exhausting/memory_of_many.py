"""Is memory counted over all processes together?"""

import os
import time

for _ in range(40):
    if not os.fork():
        kept = bytearray(b"x") * (400 << 20)
        time.sleep(1000)
time.sleep(1000)
