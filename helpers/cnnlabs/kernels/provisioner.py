"""The kernel provisioner ``cnnlabs-warm``: an ordinary local kernel that starts in half a second.

Everything but the start is jupyter_client's `LocalProvisioner`: the forked kernel is its process. A
kernel that cannot be forked is started the ordinary way, and the log says why.
"""

import asyncio
import atexit
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from cnnlabs import warm
from cnnlabs.kernels import process

NAME = "cnnlabs-warm"
PATIENCE = 30  # seconds for a forked kernel to say its number
ANSWER = 32  # most bytes of what a keeper says
# Variables that Python, the C library, the libraries below NumPy and the stack read when they start.
AT_START = re.compile(
    r"(PYTHON|LC_|LANG$|LD_|MALLOC_|GLIBC_|OMP_|KMP_|GOMP_|OPENBLAS_|MKL_|NPY_|SCIPY_|TF_|TF2_|XLA_"
    r"|CUDA_|NVIDIA_|KERAS_|MPL|HOME$|XDG_|TMPDIR$|IPYTHON)"
)
THROUGH = {"nice", "taskset", "unshare"}  # commands whose effect a kernel has from its parent, too
BACKEND = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}  # as ipykernel sets it


class CannotForkError(Exception):
    """Says why a kernel cannot be forked."""


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by a fork, or as `LocalProvisioner` does."""

    async def launch_kernel(self, cmd, **kwargs):
        """Start the kernel; jupyter_client calls it, with what `subprocess.Popen` takes."""
        options = self._scrub_kwargs(kwargs)
        try:
            self.process = await asyncio.to_thread(fork, cmd, **options)
        except CannotForkError as reason:
            self.log.info("This kernel starts the ordinary way: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info


class Kernel:
    """A forked kernel, with as much of `subprocess.Popen` as `LocalProvisioner` uses.

    Parameters
    ----------
    link : socket.socket
        To its keeper.
    pid : int
    """

    stdin = stdout = stderr = None

    def __init__(self, link, pid):
        self.link, self.pid, self.returncode = link, pid, None

    def poll(self):
        """Return its exit code, negative for a signal; None while it runs."""
        return self._end(socket.MSG_DONTWAIT)

    def wait(self):
        """Return its exit code when it has ended."""
        return self._end(0)

    def send_signal(self, number):
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _end(self, flags):
        if self.returncode is None:
            try:
                told = self.link.recv(ANSWER, flags).decode()
            except BlockingIOError:
                return None
            self.link.close()
            if not told:  # its keeper was killed, and it ends with its keeper
                told = f"ended {-signal.SIGKILL}"
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            self.returncode = int(told.split()[1])
        return self.returncode


class Parent:
    """The warm parent of a process: started when first asked for, anew when lost or out of date."""

    def __init__(self):
        self.starting, self.warm, self.made_for = threading.Lock(), None, None
        self.failures = {}

    def connect(self, environment, through=()):
        """Return a control socket of a parent that fits; see `warm.Warm` and its `connect`."""
        with self.starting:
            wanted = (tuple(through), *_circumstances(environment))
            if wanted in self.failures:
                raise CannotForkError(self.failures[wanted])
            if wanted != self.made_for or not self.warm.alive():
                self.close()
                try:
                    self.warm = _start(environment, through)
                except RuntimeError as error:
                    self.failures[wanted] = str(error)
                    raise CannotForkError(error) from None
                self.made_for = wanted
            return self.warm.connect()

    def close(self):
        """End the parent; kernels go on."""
        if self.warm is not None:
            self.warm.process.kill()
            self.warm.close()
        self.warm = self.made_for = None


parent = Parent()
atexit.register(parent.close)


def _circumstances(environment):
    """Return what a warm parent depends on: who asks, variables, and which packages there are."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    changed = tuple(os.stat(folder).st_mtime_ns for folder in sorted(folders))
    read = {name: environment[name] for name in environment if AT_START.match(name)}
    return os.getpid(), changed, tuple(sorted(read.items()))


def _start(environment, through):
    return warm.Warm(
        process.__name__, through=through, env=BACKEND | environment, cwd=os.path.abspath(os.sep),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def fork(cmd, *, env, cwd=None, stdin=None, stdout=None, stderr=None, **others):
    """Start a kernel from the warm parent.

    Parameters
    ----------
    cmd : list of str
    env : dict of str to str
    cwd, stdin, stdout, stderr, **others
        As for `jupyter_client.launcher.launch_kernel`.

    Returns
    -------
    Kernel

    Raises
    ------
    CannotForkError
        When it has to be started the ordinary way.
    """
    if sys.platform != "linux":
        raise CannotForkError("kernels are forked on Linux only")
    start = cmd.index(sys.executable) if sys.executable in cmd else len(cmd)
    through, cmd = cmd[:start], cmd[start:]
    if cmd[1:3] != ["-m", "ipykernel_launcher"] or (through and through[0] not in THROUGH):
        raise CannotForkError("it is not a Python kernel of this environment")
    unusual = sorted(name for name, value in others.items() if value)
    if unusual:
        raise CannotForkError(f"a fork has no {', '.join(unusual)}")
    request = {"cmd": cmd, "env": dict(env), "cwd": os.path.abspath(cwd or ".")}
    with open(os.devnull) as nothing:
        asked = ((stdin, subprocess.DEVNULL), (stdout, 1), (stderr, 2))
        streams = [
            _number(default if stream is None else stream, nothing) for stream, default in asked
        ]
        with contextlib.suppress(OSError, RuntimeError):
            return _asked(request, streams, through)
        try:  # once more: a parent that was lost this moment is followed by another
            return _asked(request, streams, through)
        except (OSError, RuntimeError) as error:
            raise CannotForkError(error) from None


def _number(stream, nothing):
    """Return the file descriptor of what `subprocess.Popen` takes as a stream."""
    if stream == subprocess.DEVNULL:
        return nothing.fileno()
    number = stream if isinstance(stream, int) else stream.fileno()
    if number < 0:
        raise CannotForkError("a fork has no pipe to its standard streams")
    return number


def _asked(request, streams, through):
    link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        with parent.connect(request["env"], through) as control:
            keeper = warm.fork(control, "kernel", [theirs])
        os.close(keeper.descriptor)  # the link says all that is to know of it
        link.settimeout(PATIENCE)
        socket.send_fds(link, [json.dumps(request).encode()], streams)
        what, _, number = link.recv(ANSWER).decode().partition(" ")
        if what != "started":
            raise RuntimeError("the forked kernel did not start")
        link.settimeout(None)
        return Kernel(link, int(number))
    except BaseException:
        link.close()
        raise


def use():
    """Let the kernels of this process start warm, whatever front end it runs.

    It is jupyter_client's default for kernels that name no provisioner, so kernelspecs stay as they
    are. ``JUPYTER_DEFAULT_PROVISIONER_NAME=local-provisioner`` switches it off.
    """
    factory = KernelProvisionerFactory.instance()
    if factory.default_provisioner_name_env in os.environ:
        return
    if NAME in factory.provisioners:
        factory.default_provisioner_name = NAME
    else:
        factory.log.warning("Kernels start the ordinary way: cnnlabs was installed before it could "
                            "start them warm. Remove .venv and run the command again.")  # fmt: skip


def start_early():
    """Start the warm parent in the background, so that the first kernel finds it ready."""
    chosen = KernelProvisionerFactory.instance().default_provisioner_name
    if chosen == NAME and sys.platform == "linux":
        threading.Thread(target=_start_early, daemon=True).start()


def _start_early():
    with contextlib.suppress(CannotForkError, OSError):  # the first kernel says why
        parent.connect(dict(os.environ)).close()
