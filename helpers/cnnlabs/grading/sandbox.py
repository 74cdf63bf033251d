"""A cage for one process and all that it starts: no network, nothing to read or write but its own.

`enter` is called in a forked process with one thread. It goes through these steps, in this order:

1. **Namespaces**: its own mounts, network, process numbers, IPC and host name. An ordinary user needs
   a user namespace for it, root does not.
2. **A new process** is the first of its process namespace; when it ends, the kernel ends all others.
   The old process stays outside and watches memory and time.
3. **View**: a root folder in memory that holds the system's libraries, Python and the course's package,
   all read-only, and a scratch folder of limited size. Everything else is not there: of a course that
   lies among them, or that is Python's own environment, the rest is empty.
4. **Limits** for memory, processor time, processes, files and file size.
5. **Privileges** are given up for good: root becomes a user that owns nothing.
6. **Filter**: system calls that no lab needs and that have led out of cages before are refused.

Source for the order and the reasons: isolate of the International Olympiad in Informatics (isolate.c).
"""

import contextlib
import ctypes
import os
import resource
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pyseccomp

from cnnlabs import course

libc = ctypes.CDLL(None, use_errno=True)

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH, AT_FDCWD, AT_RECURSIVE = 2, -100, 0x8000
MOUNT_SETATTR, PIVOT_ROOT = 442, {"x86_64": 155, "aarch64": 41}
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV = 1, 2, 4
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 38, 24

SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")
PYTHON = ("bin", "lib", "lib64", "share", "pyvenv.cfg")  # of the folder that Python lies in
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
ENVIRONMENT = {
    "HOME": "/scratch",
    "TMPDIR": "/scratch",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "USER": "student",
    "MPLCONFIGDIR": "/scratch",
    "IPYTHONDIR": "/scratch",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # There are as many submissions at once as processors: more threads of one only cost time.
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}
WATCH_SECONDS = 0.1
COUNTED = ("RssAnon:", "RssShmem:", "VmPTE:", "VmSwap:")  # of /proc/<pid>/status
FIRST_UID = (
    0x70000000  # of the users that own nothing; one for each cage, so that none sees another's
)

# Why each is refused: "keys" outlive their process; "memory" is no process's own, so that the keeper
# could not count it; "rings" run calls past this filter; "trace" reads other processes; "mount" and
# "namespaces" rebuild the view; "watch" tells what others do with the files that all of them read;
# "machine" is the machine's, not a lab's.
REFUSED = {
    "keys": ("add_key", "keyctl", "request_key"),
    "memory": ("memfd_create", "memfd_secret", "shmget"),
    "rings": ("io_uring_setup", "io_uring_enter", "io_uring_register"),
    "trace": (
        "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "perf_event_open", "pidfd_getfd",
    ),
    "mount": (
        "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig",
        "fsmount", "fspick", "mount_setattr",
    ),
    "namespaces": ("unshare", "setns"),
    "watch": (
        "inotify_init", "inotify_init1", "inotify_add_watch", "fanotify_init", "fanotify_mark",
    ),
    "machine": (
        "bpf", "userfaultfd", "kexec_load", "kexec_file_load", "init_module", "finit_module",
        "delete_module", "reboot", "swapon", "swapoff", "acct", "quotactl", "settimeofday",
        "clock_settime", "adjtimex", "syslog", "iopl", "ioperm", "open_by_handle_at",
        "name_to_handle_at",
    ),
}  # fmt: skip
# Locks, leases and hints go by file, through every mount: what one cage holds on a library's file stops
# or tells another cage and the machine. HDF5 goes on without `flock` only when there is no such call.
# A process is always granted its own record locks (SQLite asks for them), and a cage is as good as one.
RECORD_LOCKS = (6, 7, 37, 38)  # F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW
LEASE, NOTIFY, LAST_COMMAND = 1024, 1026, 1034  # F_GET_SEALS; beyond it are hints and delegations
FAMILIES = (1, 2, 10)  # of sockets: UNIX, INET, INET6; the namespace does not hold all others


class SandboxError(Exception):
    """The machine cannot enforce a step; the message names it."""


@dataclass(frozen=True)
class Limits:
    """What a caged process may use.

    Bytes of memory and of scratch, seconds of processor and wall time, numbers of processes (threads
    count) and open files.
    """

    memory: int = 3 << 30
    scratch: int = 256 << 20
    cpu_seconds: int = 600
    wall_seconds: float = 900
    processes: int = 200
    files: int = 256


@dataclass(frozen=True)
class View:
    """What a caged process may read: places, in which some that are hidden are empty."""

    places: tuple
    hidden: tuple = ()


def enter(limits, keep, usage, view=None):
    """Cage the calling process: returns in the new first process of the cage, nowhere else.

    Parameters
    ----------
    limits : Limits
    keep : iterable of int
        File descriptors that stay open in the cage, besides 0 to 2.
    usage : int
        File descriptor to which, at the end, processor seconds and most bytes of memory are written.
    view : View, optional
        By default the system's libraries, Python, its packages and the course's.

    Raises
    ------
    SandboxError
        When a step is not to be had on this machine.
    """
    root = os.getuid() == 0
    uid = FIRST_UID + os.getpid() if root else os.getuid()
    _namespaces(root)
    kept, alive = os.pipe()
    caged, done = os.pipe()
    inner = os.fork()
    if inner:
        os.close(done)
        os.read(caged, 1)
        watch(inner, limits, usage, alive)
    os.close(alive)
    os.setsid()  # kill(0) reaches the whole process group, keeper and warm parent included
    _end_with_keeper(kept)
    _view(limits, uid, view or View((*SYSTEM, *SETTINGS, *_python()), _hidden()))
    os.write(done, b"1")
    _close_all_but([*keep, kept])
    _limits(limits)
    _privileges(root, uid)
    _end_with_keeper(kept)  # another user: the kernel has forgotten
    os.close(kept)
    _filter()


def _end_with_keeper(kept):
    """Ask the kernel to end this process when its keeper ends, which may have happened just now."""
    _check(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL), "ending with its keeper")
    os.set_blocking(kept, False)
    with contextlib.suppress(BlockingIOError):
        if not os.read(kept, 1):
            os._exit(1)


def watch(first, limits, usage, alive):
    """Stay outside: end the cage when it takes too much, or nobody waits for it; never returns.

    Parameters
    ----------
    first : int
        Process number of the first process of the cage.
    limits : Limits
    usage : int
        As in `enter`.
    alive : int
        File descriptor that the cage sees closed when this process ends.
    """
    _close_all_but([usage, alive])
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    end, most = time.monotonic() + limits.wall_seconds, 0
    hung_up = select.poll()
    hung_up.register(usage, 0)
    while True:
        signal.sigtimedwait([signal.SIGCHLD], WATCH_SECONDS)
        most = max(most, memory_used())
        if time.monotonic() > end or most > limits.memory or hung_up.poll(0):
            os.kill(first, signal.SIGKILL)
        gone, _, used = os.wait4(first, os.WNOHANG)
        if gone:
            told = f"{used.ru_utime + used.ru_stime:.3f} {most}"
            with contextlib.suppress(OSError):  # whoever asked may be gone
                os.write(usage, told.encode())
            os._exit(0)


def memory_used():
    """Return the bytes that all processes of the cage and their page tables take, files left out.

    The keeper's root moved with the cage's, so /proc shows the cage and nothing else.
    """
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except OSError:
            continue  # it has just ended
        sizes = (line.split()[1] for line in lines if line.startswith(COUNTED))
        total += sum(map(int, sizes)) << 10
    return total


def _check(result, what):
    if result < 0:
        raise SandboxError(f"{what}: {os.strerror(ctypes.get_errno())}")


def _namespaces(root):
    """Step 1."""
    gid = os.getgid()
    uid = os.getuid()
    kinds = NEWNS | NEWNET | NEWPID | NEWIPC | NEWUTS
    _check(libc.unshare(kinds if root else kinds | NEWUSER), "namespaces")
    if not root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _mount(source, target, kind=None, flags=0, options=""):
    encoded = (part.encode() if part is not None else None for part in (source, target, kind))
    _check(libc.mount(*encoded, ctypes.c_ulong(flags), options.encode()), f"mounting {target}")


def _view(limits, uid, view):
    """Step 3."""
    root = "/tmp"  # any folder: the mount hides it from this process alone
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    opened = {place: _open_tree(place) for place in view.places if os.path.exists(place)}
    links = {
        place: os.readlink(place) for place in SYSTEM if place in opened and os.path.islink(place)
    }
    devices = {place: _open_tree(place) for place in DEVICES}
    _mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,mode=755")
    for place, link in links.items():
        os.symlink(link, root + place)
    for place, tree in opened.items():
        if place not in links:
            _attach(tree, root + place, ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV)
    for inside in (f"{root}{place}" for place in view.hidden):
        if os.path.isdir(inside):
            _mount("tmpfs", inside, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV)
        elif os.path.exists(inside):
            _mount("/dev/null", inside, None, MS_BIND)
    for place, tree in devices.items():
        _attach(tree, root + place, ATTR_NOSUID)
    os.mkdir(f"{root}/proc")
    _mount("proc", f"{root}/proc", "proc", MS_NOSUID | MS_NODEV)
    for name, size in (("scratch", limits.scratch), ("dev/shm", limits.scratch)):
        os.makedirs(f"{root}/{name}", exist_ok=True)
        options = f"size={size},mode=700,uid={uid},nr_inodes=10000"
        _mount("tmpfs", f"{root}/{name}", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    if not os.path.lexists(f"{root}/tmp"):  # it is there when Python lies in it
        os.symlink("/scratch", f"{root}/tmp")
    os.makedirs(f"{root}/etc", exist_ok=True)
    Path(f"{root}/etc/passwd").write_text(f"student:x:{uid}:{uid}::/scratch:/bin/sh\n")
    os.mkdir(f"{root}/old")
    pivot = PIVOT_ROOT[os.uname().machine]
    _check(libc.syscall(pivot, root.encode(), f"{root}/old".encode()), "pivot_root")
    os.chdir("/scratch")
    _check(libc.umount2(b"/old", MNT_DETACH), "leaving the old root")
    os.rmdir("/old")
    attributes = (ctypes.c_uint64 * 4)(ATTR_RDONLY, 0, 0, 0)
    _check(libc.syscall(MOUNT_SETATTR, AT_FDCWD, b"/", 0, attributes, 32), "a read-only root")
    os.environ.clear()
    os.environ |= ENVIRONMENT
    tempfile.tempdir = None  # the parent's may be kept there


def _python():
    """Return the folders that Python and its packages lie in, without those inside others."""
    every = _parts()
    inside = {
        place
        for place in every
        if place.startswith(tuple(f"{part}/" for part in (*SYSTEM, *every)))
    }
    return sorted(every - inside)


def _parts():
    """Return all that belongs to Python, its packages and the course's."""
    folders = {sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix)}
    return {str(Path(__file__).parents[1])} | {
        f"{each}/{part}" for each in folders for part in PYTHON
    }


def _hidden():
    """Return what else lies in the course's folder, which may lie inside a place that is shown."""
    root = Path(os.path.realpath(course.ROOT))
    if not (root / "labs").is_dir():  # the package was copied among others
        return ()
    shown = [Path(os.path.realpath(place)) for place in _parts()]
    others = [each for each in root.iterdir() if not each.is_symlink()]
    return [each for each in others if not any(part.is_relative_to(each) for part in shown)]


def _open_tree(place):
    """Take hold of a place before the new root hides it."""
    return os.open(place, os.O_PATH)


def _attach(tree, target, attributes):
    """Make a place visible at a target."""
    if os.path.isdir(f"/proc/self/fd/{tree}"):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    _mount(f"/proc/self/fd/{tree}", target, None, MS_BIND | MS_REC)
    values = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    done = libc.syscall(MOUNT_SETATTR, AT_FDCWD, target.encode(), AT_RECURSIVE, values, 32)
    _check(done, f"making {target} read-only")
    os.close(tree)


def _close_all_but(keep):
    """Close every file descriptor above 2 but these."""
    previous = 3
    for number in sorted(keep):
        os.closerange(previous, number)
        previous = number + 1
    os.closerange(previous, 1 << 16)


def _limits(limits):
    """Step 4."""
    data = next(
        int(line.split()[1]) << 10
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmData:")
    )
    for kind, most in (
        (resource.RLIMIT_DATA, data + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.scratch),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 1 << 20),
    ):
        resource.setrlimit(kind, (most, most))


def _privileges(root, uid):
    """Step 5. The bounding set comes first: whoever is no longer root cannot lower it."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        _check(libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "giving up privileges")
    if root:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(libc.capset(header, (ctypes.c_uint32 * 6)()), "giving up privileges")
    _check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")


def _filter():
    """Step 6."""
    refuse = pyseccomp.ERRNO(1)  # EPERM
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for names in REFUSED.values():
        for name in names:
            try:
                rules.add_rule(refuse, name)
            except (ValueError, OSError):
                continue  # this processor has no such call
    others = [family for family in range(max(FAMILIES)) if family not in FAMILIES]
    wrong = [pyseccomp.Arg(0, pyseccomp.EQ, family) for family in others]
    for family in [*wrong, pyseccomp.Arg(0, pyseccomp.GT, max(FAMILIES))]:
        rules.add_rule(refuse, "socket", family)
    rules.add_rule(pyseccomp.ERRNO(38), "flock")  # ENOSYS
    for command in RECORD_LOCKS:
        rules.add_rule(pyseccomp.ERRNO(0), "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    for command in (LEASE, NOTIFY):
        rules.add_rule(refuse, "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    rules.add_rule(refuse, "fcntl", pyseccomp.Arg(1, pyseccomp.GT, LAST_COMMAND))
    # A flag of clone that makes a user namespace; clone3 hides its flags, C falls back to clone.
    rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, NEWUSER, NEWUSER))
    rules.add_rule(pyseccomp.ERRNO(38), "clone3")
    try:
        rules.load()
    except OSError as error:
        raise SandboxError(f"the filter of system calls: {error.strerror}") from None
