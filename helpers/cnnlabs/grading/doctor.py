"""What this machine can enforce: the sandbox is tried, not guessed."""

import contextlib
import json
import os
import socket
import subprocess
import sys

SECONDS = 60


def problems():
    """Try the sandbox once and name what does not hold.

    Returns
    -------
    list of str
        Empty when everything does.
    """
    if not sys.platform.startswith("linux"):
        return [
            "the sandbox needs Linux: grade on a Linux machine, in a virtual machine or container"
        ]
    tried = subprocess.run(
        [sys.executable, "-m", "cnnlabs.grading.doctor"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    try:
        return json.loads(tried.stdout)
    except ValueError:
        last = (tried.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        return [f"the sandbox did not start: {last}"]


def _trial():
    """Enter the sandbox and look around; print what should not be, as JSON."""
    try:
        from cnnlabs.grading import sandbox
    except ImportError as error:
        return [f"{error}: install libseccomp2 and the extra `grading`"]
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            sandbox.enter(sandbox.Limits(wall_seconds=SECONDS / 2), [write], os.dup(write))
            found = _seen()
        except sandbox.SandboxError as error:
            found = [
                f"{error}; user namespaces may be switched off (sysctl user.max_user_namespaces, "
                "kernel.apparmor_restrict_unprivileged_userns)"
            ]
        except OSError as error:
            found = [str(error)]
        os.write(write, (json.dumps(found) + "\n").encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        first = told.readline()
    os.waitpid(child, 0)
    return json.loads(first) if first else ["the sandbox ended at once"]


def _seen():
    """Return what a caged process can do and must not."""
    found = []
    if os.getpid() != 1:
        found.append("process numbers are not its own")
    if os.listdir("/proc/self/fd") and os.path.exists("/proc/2"):
        found.append("other processes can be seen")
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", 22), 1):
        found.append("the network can be reached")
    for place in ("/", "/usr", "/etc"):
        with contextlib.suppress(OSError), open(os.path.join(place, "trial"), "w"):
            found.append(f"{place} can be written")
    with contextlib.suppress(OSError):
        os.setuid(0)
        found.append("it can become root")
    return found


if __name__ == "__main__":
    print(json.dumps(_trial()))
