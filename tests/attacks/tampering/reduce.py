"""Is an object's __reduce__ ever called on the trusted side?"""

import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/cnnlabs-attack",)


def dense_weights(*args):
    return Bomb()
