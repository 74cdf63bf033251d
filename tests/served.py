"""JupyterLab or formgrader, served for the tests as a user serves it."""

import contextlib
import os
import socket
import subprocess

import machines

TOKEN = "for-this-test"


@contextlib.contextmanager
def labs(command, **environment):
    """Start a server; yield the running process and its host and port.

    Parameters
    ----------
    command : callable
        From the server's options, a list of str, to the command that starts it.
    **environment : str
        Variables besides those of the tests.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    if os.getuid() == 0:
        options.append("--allow-root")
    server = subprocess.Popen(
        command(options), env=os.environ | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        machines.wait_for(lambda: not _refused(port))
        yield server, f"127.0.0.1:{port}"
    finally:
        if server.poll() is None:
            server.terminate()
        server.wait(60)


def _refused(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port))
