"""Kernels that have no network: nbval runs the labs in them where the machine allows it."""

import shutil
import subprocess
import tempfile
from functools import cache

from jupyter_client.manager import KernelManager

UNSHARE = ("unshare", "--user", "--map-current-user", "--net")


@cache
def possible():
    """Whether this machine gives a process a network namespace of its own."""
    if not shutil.which(UNSHARE[0]):
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


class OfflineKernelManager(KernelManager):
    """Starts each kernel in a new network namespace, where not even loopback is up.

    So kernel and client talk through sockets in the file system.
    """

    def __init__(self, **options):
        self.sockets = tempfile.TemporaryDirectory(prefix="kernel-")
        super().__init__(transport="ipc", ip=f"{self.sockets.name}/socket", **options)

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the kernel's command; called by its provisioner."""
        return [*UNSHARE, *super().format_kernel_cmd(extra_arguments)]
