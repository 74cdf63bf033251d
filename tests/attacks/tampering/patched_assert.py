"""Can patched checks pass a wrong answer?"""

from cnnlabs import check

for name in ("returns", "raises", "by_hand", "no_pixel_loops", "property", "close", "equal"):
    setattr(check, name, lambda *args, **options: None)
check.verbs.returns = check.returns


def dense_weights(*args):
    return 1
