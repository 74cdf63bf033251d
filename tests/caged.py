"""A program that goes into the sandbox, does something there, and tells what came of it.

``python caged.py LOOK LIMITS [mark] [shown]``: LOOK is a function below, which runs as the first process
of the cage; LIMITS are those of the sandbox that differ from the usual ones, as JSON; with ``mark`` the
errors of the filter have numbers of their own, with ``shown`` the course lies in a place of the system's
libraries. The first line that it prints is the number of the keeper, the
second JSON: `seen`, what the function returned (null when it was ended); `used`, seconds and bytes as
the keeper told them; `outside`, the namespaces of the process outside.
"""

import contextlib
import ctypes
import json
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyseccomp

from cnnlabs import course
from cnnlabs.grading import sandbox

KINDS = ("ipc", "mnt", "net", "pid", "user", "uts")
MARK = 500  # added to the numbers of the filter's errors: nothing else answers so
SYS_CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
LOCK_EX = 2
LEASES_AND_HINTS = (1024, 1026, 1036, 1040)  # F_SETLEASE, F_NOTIFY, F_SET_RW_HINT, F_SETDELEG
RLIMITS = ("DATA", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE", "MEMLOCK")
MB = 1 << 20


def namespaces():
    return {kind: os.stat(f"/proc/self/ns/{kind}").st_ino for kind in KINDS}


def around():
    """Look at all that can be looked at without a change."""
    lines = Path("/proc/self/status").read_text().splitlines()
    mounts = [line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    return {
        "namespaces": namespaces(),
        "processes": [int(name) for name in os.listdir("/proc") if name.isdigit()],
        "interfaces": Path("/proc/net/dev").read_text().splitlines()[2:],
        "mounts": {fields[4]: fields[5].split(",") for fields in mounts},
        "files": files(),
        "users": Path("/etc/passwd").read_text(),
        "limits": {
            name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in RLIMITS
        },
        "status": dict(line.split(":\t", 1) for line in lines),
        "ids": [*os.getresuid(), *os.getresgid()],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "session": [os.getsid(0), os.getpgrp()],
    }


def files():
    """Return the files that can be seen outside of the places that the sandbox shows."""
    shown = {*sandbox.SYSTEM, *sandbox.SETTINGS, *sandbox.DEVICES, *sandbox._python(), "/proc"}
    found = []
    for folder, folders, names in os.walk("/"):
        folders[:] = [name for name in folders if os.path.join(folder, name) not in shown]
        found += [os.path.join(folder, name) for name in names]
    return sorted({*found} - shown)


def course_files():
    """Return what in the course's folder holds a file that can be seen."""
    files = (path for path in course.ROOT.rglob("*") if path.is_file())
    return sorted({path.relative_to(course.ROOT).parts[0] for path in files})


def writes():
    """Try to write everywhere; return where it worked."""
    found = []
    for mount in Path("/proc/self/mountinfo").read_text().splitlines():
        place = mount.split()[4]
        with contextlib.suppress(OSError):
            (Path(place) / "trial").write_text("x")
            found.append(place)
    return found


def fill(place="/scratch"):
    """Fill the scratch folder with files; return the bytes that fitted."""
    total, error = 0, 0
    for number in range(100):
        try:
            with open(f"{place}/{number}", "wb", buffering=0) as file:
                for _ in range(4):
                    total += file.write(bytes(MB // 4))
        except OSError as failed:
            error = failed.errno
            break
    return total, error


def fill_shared():
    return fill("/dev/shm")


def long_file():
    """Try to make a file that is longer than all that may be written; return the error's number."""
    with open("/scratch/long", "wb", buffering=0) as file:
        try:
            file.truncate(64 * MB)
        except OSError as error:
            return error.errno
    return 0


def many_files():
    """Make empty files until no more can be; return how many."""
    with contextlib.suppress(OSError):
        for number in range(20_000):
            Path(f"/scratch/{number}").touch()
    return number


def run_own_program():
    """Try to run a program that was written here."""
    Path("/scratch/program").write_text("#!/bin/sh\n")
    os.chmod("/scratch/program", 0o700)
    with contextlib.suppress(PermissionError):
        subprocess.run(["/scratch/program"], check=True)
        return True
    return False


def allocate():
    """Ask for more memory than there may be."""
    try:
        return len(bytearray(400 * MB))
    except MemoryError:
        return 0


def open_files():
    """Open files until no more can be; return how many are open."""
    with contextlib.suppress(OSError):
        while True:
            last = os.dup(0)
    return last + 1


def processes():
    """Start processes until no more can be; return how many."""
    started = 0
    with contextlib.suppress(BlockingIOError):
        for started in range(1000):  # noqa: B007
            if not os.fork():
                time.sleep(60)
    return started


def calls():
    """Make every call that is to be refused; return the number of the error of each that exists."""
    found = {}
    for names in sandbox.REFUSED.values():
        for name in names:
            with contextlib.suppress(ValueError, OSError):
                found[name] = answer(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))
    return found


def answer(number, *args):
    """Make a system call; return 0 or the number of its error."""
    made = sandbox.libc.syscall(number, *(ctypes.c_long(each) for each in (*args, *[0] * 6)[:6]))
    return 0 if made >= 0 else ctypes.get_errno()


def locks():
    """Try all that a read-only file can be locked with; return the number of the error of each."""
    flock, fcntl = (
        pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) for name in ("flock", "fcntl")
    )
    file = os.open(os.__file__, os.O_RDONLY)
    read_lock = ctypes.addressof(ctypes.create_string_buffer(32))  # struct flock of the whole file
    return {
        "flock": answer(flock, file, LOCK_EX),
        "record": [answer(fcntl, file, command, read_lock) for command in sandbox.RECORD_LOCKS],
        "others": [answer(fcntl, file, command, 1) for command in LEASES_AND_HINTS],
        "high bits": [answer(fcntl, file, each | 1 << 32, read_lock) for each in (6, 37, 1024)],
    }


def own_files():
    """Use files through the libraries that lock them; return what was read."""
    import sqlite3

    import h5py

    for row in (1, 2):
        with contextlib.closing(sqlite3.connect("/scratch/base")) as base, base:
            base.execute("create table if not exists rows (number)")
            base.execute("insert into rows values (?)", [row])
            rows = [number for (number,) in base.execute("select number from rows")]
    with h5py.File("/scratch/arrays", "w") as file:
        file["array"] = rows
    with h5py.File("/scratch/arrays") as file:
        return file["array"][:].tolist()


def clones():
    """Try to start a process in a user namespace of its own, in both ways."""
    clone = answer(SYS_CLONE, sandbox.NEWUSER | signal.SIGCHLD)
    if os.getpid() != 1:
        os._exit(0)
    return clone, answer(435)


def sockets():
    """Return the number of the error, or 0, of a socket of each family, odd numbers included."""
    odd = [(1 << 32) + 16, (1 << 32) + 2, -1]
    families = {family: open_socket(family) for family in [*range(50), *odd]}
    with socket.socket() as one:
        families["connected"] = one.connect_ex(("127.0.0.1", 22))
    return families


def open_socket(family):
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "socket")
    return answer(number, family, socket.SOCK_DGRAM)


def hold():
    """Hold more memory in two processes than both may have together."""
    os.fork()
    held = b"x" * (80 * MB)
    time.sleep(60)
    return len(held)


def hold_shared():
    """Hold memory that no limit of a single process counts."""
    held = mmap.mmap(-1, 160 * MB)
    for _ in range(160):
        held.write(b"x" * MB)
    time.sleep(60)


def hold_tables():
    """Read a huge file of nothing here and there: only its page tables take memory."""
    with open("/dev/zero", "rb") as zero:
        held = mmap.mmap(zero.fileno(), 200 << 30, mmap.MAP_PRIVATE, mmap.PROT_READ)
    for place in range(0, len(held), 2 * MB):
        held[place]
    time.sleep(60)


def hold_files():
    """Write memory that is a file without a name, which nobody has mapped; return how much fitted."""
    total, files = 0, []
    with contextlib.suppress(OSError):
        for _ in range(40):
            files.append(os.memfd_create("held"))
            total += os.write(files[-1], bytes(4 * MB))
    time.sleep(3 * sandbox.WATCH_SECONDS)
    return total


def hold_segment():
    """Ask for a shared segment, which stays when it is detached; return the error's number."""
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "shmget")
    return answer(number, 0, 160 * MB, 0o1600)


def work():
    """Take some memory and some processor time; return both."""
    held = b"x" * (40 * MB)
    while time.process_time() < 0.3:
        pass
    time.sleep(3 * sandbox.WATCH_SECONDS)
    return len(held), time.process_time()


def sleep():
    time.sleep(60)


def spin():
    while True:
        pass


def leave_children():
    """End, and leave a child that wants to outlive everything."""
    ready, told = os.pipe()
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        os.write(told, b"1")
        time.sleep(60)
    os.read(ready, 1)
    return "left"


def main(look, limits, mark, shown):
    """Cage a process that looks, and tell."""
    if shown:
        sandbox.SYSTEM += (str(course.ROOT),)
    if mark:  # errors of the filter are told from those of the kernel
        errno = pyseccomp.ERRNO
        pyseccomp.ERRNO = lambda number: errno(number + MARK)
    outside, _inherited = namespaces(), os.dup(0)
    seen, theirs = socket.socketpair()
    usage, told = socket.socketpair()
    keeper = os.fork()
    if not keeper:
        seen.close()
        usage.close()
        sandbox.enter(sandbox.Limits(**limits), [theirs.fileno()], told.fileno())
        theirs.sendall(json.dumps(globals()[look]()).encode())
        os._exit(0)
    theirs.close()
    told.close()
    print(keeper, flush=True)
    answer = b"".join(iter(lambda: seen.recv(1 << 20), b""))
    used = usage.recv(100).decode().split()
    os.waitpid(keeper, 0)
    told = {"seen": json.loads(answer or "null"), "used": [*map(float, used)], "outside": outside}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), "mark" in sys.argv[3:], "shown" in sys.argv[3:])
