"""What the warm parent of kernels imports, and what the processes forked from it do.

A kernel must not differ from one that was started as ``python -m ipykernel_launcher``: each function
here takes one difference away. One stays: Python's seed for hashes is that of the parent, so that
kernels of one Jupyter server go through a set in the same order.
"""

import atexit
import contextlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
import time
import traceback

from cnnlabs import warm

# What the labs import, and what a kernel does. Three things are left to each kernel: the modules of
# this package, so that an edit shows after a restart; ipykernel.kernelapp, which reads who its parent
# is; and ipywidgets, which registers itself with the kernel that imports it.
STACK = (
    "h5py", "ipykernel.ipkernel", "ipykernel.iostream", "ipykernel.shellchannel", "ipykernel.zmqshell",
    "keras", "matplotlib.animation", "matplotlib.figure", "mlxtend", "PIL.Image", "rich", "scipy.fft",
    "scipy.ndimage", "scipy.signal", "scipy.stats", "skimage.color", "skimage.data", "skimage.filters",
    "skimage.restoration", "skimage.transform", "skimage.util", "tensorflow",
)  # fmt: skip
REQUEST = 1 << 18  # most bytes of a request, environment included


class Standard:
    """Stands for a standard stream while the stack is imported, and is whatever that is when used.

    A library that keeps the stream of its import, as TensorFlow's logger does, writes into the
    notebook by it.
    """

    def __init__(self, name):
        self._name = name

    def __getattr__(self, attribute):
        current = getattr(sys, self._name)
        if current is self:
            current = getattr(sys, f"__{self._name}__")
        return getattr(current, attribute)

    def close(self):
        """Do nothing: absl closes what it does not know as a standard stream."""


def main(descriptor):
    """Be the warm parent.

    Parameters
    ----------
    descriptor : int
        Of its first control socket.
    """
    before = dict(os.environ)
    sys.stdout, sys.stderr = Standard("stdout"), Standard("stderr")
    sys.ps1 = "In : "  # as in IPython: TensorFlow's logger writes on stdout then
    warm.serve(descriptor, STACK, {"kernel": lambda sockets: keep(*sockets, before)})


def keep(link, before):
    """Be a keeper: fork the kernel that the link asks for, tell its number, then how it ended.

    Parameters
    ----------
    link : socket.socket
        To Jupyter. When the other end is closed, the kernel is killed with all that it started.
    before : dict of str to str
        The environment in which the parent began to import.
    """
    request, streams, _, _ = socket.recv_fds(link, REQUEST, 3)
    if not request:
        return
    os.setsid()  # it stays when the parent is ended with its process group
    kernel = os.fork()
    if not kernel:
        _be_kernel(link, json.loads(request), streams, before)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    for number in (nothing, *streams):
        os.close(number)
    with selectors.DefaultSelector() as waiting:
        waiting.register(link, selectors.EVENT_READ)
        ended = waiting.register(os.pidfd_open(kernel), selectors.EVENT_READ)
        if ended in [key for key, _ in waiting.select()]:
            with contextlib.suppress(OSError):  # Jupyter may be gone too
                link.send(f"ended {_exit_code(kernel)}".encode())
                link.recv(1)  # its number must not be another's before Jupyter knows of its end
    with contextlib.suppress(ProcessLookupError):
        os.killpg(kernel, signal.SIGKILL)
    os.kill(kernel, signal.SIGKILL)  # not reaped yet, so it is this one, group or not
    os.waitpid(kernel, 0)


def _exit_code(child):
    """Return how a child ended, as `subprocess` writes it; leave it to be reaped."""
    end = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    return end.si_status if end.si_code == os.CLD_EXITED else -end.si_status


def _be_kernel(link, request, streams, before):
    """Be the kernel; never returns."""
    code = 1
    try:
        os.setsid()  # interrupts go to its process group
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        _environment(request["env"], before)
        os.chdir(request["cwd"])
        _interpreter(request["cmd"])
        link.send(f"started {os.getpid()}".encode())
        link.close()
        runpy.run_module(request["cmd"][2], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:  # as at the end of the interpreter
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _environment(asked, before):
    """Take over the environment that was asked for, and what the imports have added to it."""
    added = {name: value for name, value in os.environ.items() if before.get(name) != value}
    os.environ.clear()
    os.environ.update(added | asked | {"JPY_PARENT_PID": str(os.getppid())})
    time.tzset()


def _interpreter(command):
    """Leave no trace in this interpreter of what it was before, random numbers included."""
    import numpy as np

    np.random.seed()  # the others' seeds are new in a fork or not drawn before they are used
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    sys.orig_argv, sys.argv = command, command[2:]
    if not sys.flags.safe_path:
        sys.path[0] = os.getcwd()
    for name in [name for name in sys.modules if name.split(".")[0] == "cnnlabs"]:
        del sys.modules[name]


if __name__ == "__main__":
    main(int(sys.argv[1]))
