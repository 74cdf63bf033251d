"""A process that has imported the stack once and forks others from itself on request.

A fork takes a tenth of a second, importing TensorFlow takes seconds. The parent imports and never
computes: TensorFlow's threads do not survive a fork. It is started with an empty environment and
holds no secret, for student code can read all that its process inherits.
"""

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading

from cnnlabs.grading import sandbox

STACKS = {
    "full": (
        "IPython", "h5py", "keras", "matplotlib.figure", "scipy.fft", "scipy.ndimage", "scipy.signal",
        "skimage.color", "skimage.data", "skimage.filters", "skimage.restoration", "skimage.transform",
        "skimage.util", "tensorflow", "cnnlabs.check", "cnnlabs.data", "cnnlabs.draw", "cnnlabs.layers",
        "cnnlabs.grading.session", "cnnlabs.grading.student",
    ),
}  # fmt: skip
MESSAGE = 1 << 16


class Warm:
    """A warm parent, seen from the process that started it.

    Parameters
    ----------
    stack : str
        A key of `STACKS`.

    Examples
    --------
    >>> with Warm("full") as warm:
    ...     warm.alive()
    True
    """

    def __init__(self, stack):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "cnnlabs.grading.warm", str(theirs.fileno()), stack]
        environment = sandbox.ENVIRONMENT | {"HOME": "/nonexistent", "MALLOC_ARENA_MAX": "2"}
        self.process = subprocess.Popen(command, env=environment, pass_fds=[theirs.fileno()])
        theirs.close()
        self.asking = threading.Lock()
        if self.control.recv(MESSAGE) != b"ready":
            raise RuntimeError("the warm parent did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End the parent; what it forked goes on."""
        self.control.close()
        self.process.wait()

    def connect(self):
        """Return a control socket for another process: `fork` works on it."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        message = json.dumps({"role": "connect"}).encode()
        with self.asking:
            socket.send_fds(self.control, [message], [theirs.fileno()])
            self.control.recv(MESSAGE)
        theirs.close()
        return ours

    def alive(self):
        """Whether the parent is there."""
        return self.process.poll() is None


class Child:
    """A forked process."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    def kill(self):
        """End it, and all it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.descriptor, signal.SIGKILL)

    def close(self):
        """End it and forget it."""
        self.kill()
        os.close(self.descriptor)


def fork(control, role, sockets, **options):
    """Ask a warm parent for a child.

    Parameters
    ----------
    control : socket.socket
        From `Warm.connect`.
    role : str
        `student` or `judge`.
    sockets : sequence of socket.socket
        Handed to the child; closed here.
    **options
        Plain values for the role.

    Returns
    -------
    Child
    """
    message = json.dumps({"role": role, "options": options}).encode()
    socket.send_fds(control, [message], [one.fileno() for one in sockets])
    for one in sockets:
        one.close()
    answer, descriptors, _, _ = socket.recv_fds(control, MESSAGE, 1)
    if not descriptors:
        raise RuntimeError(answer.decode() or "the warm parent is gone")
    return Child(descriptors[0])


def _student(sockets, limits):
    """Be a student's process, caged unless there are no limits."""
    from cnnlabs.grading import shell, student

    link, usage = sockets
    shell.silence()
    if limits is not None:
        sandbox.enter(sandbox.Limits(**limits), [link.fileno()], usage.fileno())
    student.Student(link).serve()


def _judge(sockets, **options):
    """Be the trusted process of one submission."""
    from cnnlabs.grading import session

    session.serve(*sockets, **options)


ROLES = {"student": _student, "judge": _judge}


def main(descriptor, stack):
    """Import a stack, then serve until the last control socket is closed."""
    import cnnlabs  # noqa: F401  it keeps TensorFlow's start-up quiet

    for name in STACKS[stack]:
        __import__(name)
    gc.collect()
    gc.freeze()  # children share these pages as long as no collection touches them
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    first = socket.socket(fileno=descriptor)
    waiting = selectors.DefaultSelector()
    waiting.register(first, selectors.EVENT_READ)
    first.send(b"ready")
    while waiting.get_map():
        for key, _ in waiting.select():
            message, descriptors, _, _ = socket.recv_fds(key.fileobj, MESSAGE, 4)
            sockets = [socket.socket(fileno=number) for number in descriptors]
            if not message:
                waiting.unregister(key.fileobj)
                key.fileobj.close()
                continue
            asked = json.loads(message)
            if asked["role"] == "connect":
                waiting.register(sockets[0], selectors.EVENT_READ)
                key.fileobj.send(b"connected")
                continue
            child = os.fork()
            if not child:
                _become(asked, sockets, [each.fileobj for each in waiting.get_map().values()])
            number = os.pidfd_open(child)
            socket.send_fds(key.fileobj, [b"forked"], [number])
            os.close(number)
            for one in sockets:
                one.close()


def _become(asked, sockets, others):
    """Leave the parent's life behind and take up a role; never returns."""
    try:
        for one in others:
            one.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ROLES[asked["role"]](sockets, **asked["options"])
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
