"""The system calls that a cage refuses: no lab needs them, and they lead or reach out of it."""

import pyseccomp

NEWUSER = 0x10000000  # flag of clone: a new user namespace

# Why each is refused: "keys" outlive their process; "memory" is no process's own, so that the keeper
# could not count it; "rings" run calls past this filter; "trace" reads other processes; "mount" and
# "namespaces" rebuild the view; "watch" tells what others do with the files that all of them read;
# "machine" is the machine's, not a lab's.
REFUSED = {
    "keys": ("add_key", "keyctl", "request_key"),
    "memory": ("memfd_create", "memfd_secret", "msgget", "shmget"),
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


def refuse():
    """Refuse them to the calling process and all that it starts, for good.

    Raises
    ------
    OSError
        When the machine has no such filters.
    """
    refused = pyseccomp.ERRNO(1)  # EPERM
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for names in REFUSED.values():
        for name in names:
            try:
                rules.add_rule(refused, name)
            except (ValueError, OSError):
                continue  # this processor has no such call
    others = [family for family in range(max(FAMILIES)) if family not in FAMILIES]
    wrong = [pyseccomp.Arg(0, pyseccomp.EQ, family) for family in others]
    for family in [*wrong, pyseccomp.Arg(0, pyseccomp.GT, max(FAMILIES))]:
        rules.add_rule(refused, "socket", family)
    rules.add_rule(pyseccomp.ERRNO(38), "flock")  # ENOSYS
    for command in RECORD_LOCKS:
        rules.add_rule(pyseccomp.ERRNO(0), "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    for command in (LEASE, NOTIFY):
        rules.add_rule(refused, "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    rules.add_rule(refused, "fcntl", pyseccomp.Arg(1, pyseccomp.GT, LAST_COMMAND))
    # A flag of clone that makes a user namespace; clone3 hides its flags, C falls back to clone.
    rules.add_rule(refused, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, NEWUSER, NEWUSER))
    rules.add_rule(pyseccomp.ERRNO(38), "clone3")
    rules.load()
