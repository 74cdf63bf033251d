"""An instructor's machine in miniature, to be thrown away: for what must not run on a real one.

`run` starts a command on it as an ordinary user: a small disk in memory, a home folder, the system's
programs and Python read-only, a loopback network of its own with a service on it. The command may do
there whatever a user may do; nothing of it reaches the real machine. Needs root, for an unprivileged
user is a true one then.

The machine behaves as a real one when something runs out: a full disk refuses to write, and when memory
is used up, its largest process is killed, as Linux does.
"""

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path

import psutil

from cnnlabs import course
from cnnlabs.grading.sandbox import DEVICES, SETTINGS

HOME = Path("/home/instructor")
USERS = itertools.count(0x40000000 + (os.getpid() << 7))  # each owns nothing on the real machine
UNSHARE = (
    "unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child=KILL",
)  # fmt: skip
LINKS = ("/bin", "/sbin", "/lib", "/lib64")
MEMORY, DISK, FILES, PROCESSES, PROCESSOR_SECONDS = 3 << 30, 1 << 30, 200_000, 100, 600
GRACE = 120  # seconds for a cage to be built and to report
WATCH_SECONDS = 0.3
TAIL = 4096  # bytes of the command's output that are kept

# Arguments: folder to copy into the home, its owner, first program, places that are seen read-only.
BUILD = f"""
set -e
mount --make-rprivate /
mount -t tmpfs -o size={DISK},nr_inodes={FILES},mode=755,nosuid,nodev cage /mnt
folder=$1; user=$2; program=$3; shift 3
for place in /usr "$@"; do
    [ -e "$place" ] || continue
    if [ -d "$place" ]; then mkdir -p "/mnt$place"
    else mkdir -p "/mnt${{place%/*}}"; : > "/mnt$place"; fi
    mount --bind "$place" "/mnt$place"
    case "$place" in /dev/*) ;; *) mount -o remount,bind,ro,nosuid,nodev "/mnt$place" ;; esac
done
for place in {" ".join(LINKS)}; do [ -e "$place" ] && cp -dR "$place" "/mnt$place"; done
cd /mnt
mkdir -p proc old .{HOME.parent} tmp scratch dev/shm
chmod 1777 tmp scratch dev/shm
echo "root:x:0:0::/root:/bin/sh
instructor:x:$user:$user::{HOME}:/bin/sh" > etc/passwd
cp -R "$folder" ".{HOME}"
chown -R "$user:$user" ".{HOME}"
ip link set lo up
pivot_root . old
mount -t proc proc /proc
umount -l /old
rmdir /old
cd /
exec {sys.executable} "$program"
"""


class CageError(Exception):
    """The cage could not be built, or did not tell what came of the command."""


def run(folder, command, seconds, after):
    """Run a command where a copy of a folder is the home; return what came of it.

    Parameters
    ----------
    folder : Path
        What the home folder holds.
    command : list of str
        Runs in the home folder.
    seconds : float
        Most wall time; then all is killed.
    after : list of str
        Command that runs when all else has ended; its output, JSON, is returned as `report`.

    Returns
    -------
    dict
        `status` (None when it was killed for its time), `killed` (processes killed for memory), `tail`
        (the end of what it printed), `report`.

    Raises
    ------
    CageError
    """
    python = {
        sys.prefix,
        sys.base_prefix,
        str(Path(course.__file__).parent),
        str(Path(__file__).parent),
    }
    user = next(USERS)
    build = (
        "sh", "-c", BUILD, "cage", folder, str(user), __file__, *SETTINGS, *DEVICES, *sorted(python),
    )  # fmt: skip
    told = json.dumps({"command": command, "seconds": seconds, "after": after, "user": user})
    ran = subprocess.run(
        ["timeout", "--signal=KILL", str(seconds + 2 * GRACE), *UNSHARE, *build],
        input=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise CageError(f"the cage ended with {ran.returncode}: {ran.stderr[-TAIL:]}")
    return json.loads(ran.stdout)


def first_process(command, seconds, after, user):
    """Be the first process of the cage: start the command, watch it, report."""
    services = listening()
    process = subprocess.Popen(
        as_instructor(command, user), cwd=HOME, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True, env=environment() | {"CNNLABS_SECRET": "x"},
    )  # fmt: skip
    tail = deque(maxlen=TAIL)
    threading.Thread(target=follow, args=(process.stdout, tail), daemon=True).start()
    end, killed, status = time.monotonic() + seconds, 0, None
    while status is None and time.monotonic() < end:
        killed += kill_largest()
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(WATCH_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    process.wait()
    for service in services:
        service.close()
    ran = subprocess.run(
        as_instructor(after, user), cwd=HOME, stdout=subprocess.PIPE, env=environment(), timeout=GRACE,
        check=True,
    )  # fmt: skip
    report = json.loads(ran.stdout)
    told = {"status": status, "killed": killed, "report": report}
    print(json.dumps(told | {"tail": bytes(tail).decode(errors="replace")}))


def listening():
    """Return a service on the network and one on an abstract socket, as a user's machine has."""
    service = socket.create_server(("127.0.0.1", 22))
    session = socket.socket(socket.AF_UNIX)
    session.bind("\0session")
    session.listen()
    return service, session


def environment():
    """Return the variables of an ordinary user."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return {
        "HOME": str(HOME),
        "PATH": path,
        "LANG": "C.UTF-8",
        "USER": "instructor",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def as_instructor(command, uid):
    """Return a command that gives up root, for good, and is limited."""
    limits = (
        f"--nproc={PROCESSES}", f"--fsize={DISK}", f"--data={2 * MEMORY}", "--core=0",
        f"--cpu={PROCESSOR_SECONDS}",
    )  # fmt: skip
    user = (
        f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--bounding-set=-all",
        "--inh-caps=-all", "--no-new-privs",
    )  # fmt: skip
    return ["prlimit", *limits, "setpriv", *user, *command]


def follow(stream, tail):
    """Read to the end, so that nobody waits for a reader, and keep the last of it."""
    while data := os.read(stream.fileno(), 1 << 16):
        tail.extend(data)


def kill_largest():
    """Kill the largest process when all together use up the memory; return how many were killed."""
    others = [p for p in psutil.process_iter() if p.pid != os.getpid()]
    if sum(held(p, "rss") for p in others) < MEMORY:
        return 0
    shares = {p: held(p, "pss") for p in others}  # forks share pages: slower, but true
    if sum(shares.values()) < MEMORY:
        return 0
    max(shares, key=shares.get).kill()
    return 1


def held(process, kind):
    """Return the bytes that a process holds, 0 when it has ended."""
    try:
        told = process.memory_info() if kind == "rss" else process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(told, kind)


if __name__ == "__main__":
    first_process(**json.load(sys.stdin))
