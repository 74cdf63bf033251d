"""A process that has imported what takes long, and forks others from itself on request.

A fork takes a tenth of a second, importing TensorFlow takes seconds. The parent imports and never
computes: TensorFlow's threads do not survive a fork. It ends when the last process that holds a
control socket of it ends. What its children become is the matter of the module that it runs.
"""

import contextlib
import gc
import json
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading

MESSAGE = 1 << 16


class Warm:
    """A warm parent, seen from the process that started it.

    Parameters
    ----------
    module : str
        What it runs: a module that, as a program, calls `serve` with its first argument.
    *arguments : str
        The program's further arguments.
    through : sequence of str
        A command that runs the program, as ``nice`` does.
    **options
        Of `subprocess.Popen`.

    Raises
    ------
    RuntimeError
        When it cannot start; the message holds the reason.
    """

    def __init__(self, module, *arguments, through=(), **options):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        number = theirs.fileno()
        command = [*through, sys.executable, "-m", module, str(number), *arguments]
        self.process = subprocess.Popen(  # Ctrl-C in a terminal goes to a whole process group
            command, pass_fds=[number], process_group=0, **options
        )
        theirs.close()
        self.asking = threading.Lock()
        told = self.control.recv(MESSAGE)
        if told != b"ready":
            self.close()
            raise RuntimeError(told.decode() or "the warm parent did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End the parent; what it forked goes on."""
        self.control.close()
        self.process.wait()

    def kill(self):
        """End the parent and all that was forked from it and stayed in its process group, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.close()

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
        A key of the roles that the parent serves.
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


def serve(descriptor, stack, roles, prepare=None):
    """Be a warm parent: import a stack, then fork until the last control socket is closed.

    Parameters
    ----------
    descriptor : int
        The first control socket.
    stack : sequence of str
        Modules.
    roles : dict of str to callable
        What a child becomes: called with its sockets and the options of `fork`.
    prepare : callable, optional
        Called once, when the stack is imported.
    """
    first = socket.socket(fileno=descriptor)
    try:
        with _ending_with(first):
            for name in stack:
                __import__(name)
            if prepare:
                prepare()
    except ImportError as error:
        first.send(str(error).encode())
        return
    gc.collect()
    gc.freeze()  # children share these pages as long as no collection touches them
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    waiting = selectors.DefaultSelector()
    waiting.register(first, selectors.EVENT_READ)
    with contextlib.suppress(ConnectionError):
        first.send(b"ready")
    while waiting.get_map():
        for key, _ in waiting.select():
            try:
                _answer(key.fileobj, waiting, roles)
            except ConnectionError:  # who asked is gone; the others are served on
                waiting.unregister(key.fileobj)
                key.fileobj.close()


@contextlib.contextmanager
def _ending_with(sock):
    """End this process at once when the other end of a socket is closed meanwhile.

    The system sends a signal then, whose default is the end. A thread would not survive a fork.
    """
    import fcntl  # not on Windows, where nobody calls this

    flags = fcntl.fcntl(sock, fcntl.F_GETFL)
    fcntl.fcntl(sock, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sock, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(sock, fcntl.F_SETFL, flags)


def _answer(control, waiting, roles):
    """Answer one question on a control socket."""
    message, descriptors, _, _ = socket.recv_fds(control, MESSAGE, 4)
    sockets = [socket.socket(fileno=number) for number in descriptors]
    if not message:
        raise ConnectionError("closed")
    asked = json.loads(message)
    if asked["role"] == "connect":
        waiting.register(sockets[0], selectors.EVENT_READ)
        control.send(b"connected")
        return
    child = os.fork()
    if not child:
        others = [each.fileobj for each in waiting.get_map().values()]
        _become(roles[asked["role"]], asked["options"], sockets, [*others, waiting])
    number = os.pidfd_open(child)
    try:
        socket.send_fds(control, [b"forked"], [number])
    finally:
        os.close(number)
        for one in sockets:
            one.close()


def end_with(sock):
    """End this process as soon as the other end of a socket is gone, whatever it does then.

    Parameters
    ----------
    sock : socket.socket
    """

    def wait():
        hung_up = select.poll()
        hung_up.register(sock, 0)
        hung_up.poll()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _become(role, options, sockets, others):
    """Leave the parent's life behind and take up a role; never returns."""
    try:
        for one in others:
            one.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        role(sockets, **options)
    finally:
        os._exit(0)
