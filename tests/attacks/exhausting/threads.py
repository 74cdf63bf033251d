"""Do threads without number stay few?"""

import threading
import time


def work():
    while True:
        time.sleep(1)


try:
    for _ in range(100_000):
        threading.Thread(target=work).start()
except RuntimeError:
    pass


def dense_weights(*args):
    return 1
