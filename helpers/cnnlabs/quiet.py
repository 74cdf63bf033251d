"""Import TensorFlow without its start-up lines.

It reports missing GPUs and CPU features on stderr from C++, before any setting of its own can stop
it. nbgrader reads stderr in a test cell as a failed check, and nbval as a changed output.
"""

import importlib.abc
import importlib.util
import os
import sys
from contextlib import contextmanager


@contextmanager
def stderr_closed():
    """Send what this process writes to file descriptor 2 to nowhere; exceptions pass as ever."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


class _QuietFinder(importlib.abc.MetaPathFinder):
    """Finds TensorFlow once, and has it executed with stderr closed."""

    def find_spec(self, name, path=None, target=None):
        if name != "tensorflow":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                with stderr_closed():
                    execute(module)

            spec.loader.exec_module = exec_module
        return spec


def install():
    """Keep the next import of TensorFlow quiet, and its messages below errors from then on."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, _QuietFinder())
