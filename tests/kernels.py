"""A kernel and its client for the tests, and what to know of their processes."""

import ast
import re
from pathlib import Path

import machines
from jupyter_client.manager import KernelManager

SECONDS = 60


class Notebook:
    """A kernel and its client."""

    def __init__(self, **options):
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(**options)
        self.connect()

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(SECONDS)

    @property
    def process(self):
        return self.manager.provisioner.process

    def run(self, code):
        """Run a cell; return its messages' contents by type."""
        outputs = {}

        def keep(message):
            outputs[message["msg_type"]] = message["content"]

        reply = self.client.execute_interactive(code, output_hook=keep, timeout=SECONDS)
        assert reply["content"]["status"] == "ok", reply["content"]
        return outputs

    def value(self, code):
        """Run a cell; return the value of its last line, a literal."""
        return ast.literal_eval(self.run(code)["execute_result"]["data"]["text/plain"])

    def end(self):
        """Wait for the kernel's end; return its exit code."""
        process = self.process
        machines.wait_for(lambda: not self.manager.is_alive())
        return process.returncode

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def exists(pid):
    """Whether a process is there and no zombie."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def parent_of(pid):
    return int(re.search(r"^PPid:\t(\d+)", Path(f"/proc/{pid}/status").read_text(), re.M)[1])


def runs(pid, name):
    """Whether a process has started a program of this name."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [child for each in children for child in each.read_text().split()]
    return any(Path(f"/proc/{child}/comm").read_text().strip() == name for child in found)
