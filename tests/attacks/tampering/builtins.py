"""Do patched builtins reach the trusted side?"""

import builtins

builtins.isinstance = lambda *args: True
builtins.abs = lambda value: 0
builtins.any = lambda values: False


def dense_weights(*args):
    return 1
