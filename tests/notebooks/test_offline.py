"""No lab needs a network: nbval runs all of them where there is none."""

import machines
import nbval.kernel
import offline
import pytest

from cnnlabs import models

LOOK = """
import socket
for host in ("127.0.0.1", "192.0.2.1"):
    try:
        socket.create_connection((host, 80), 1)
    except OSError as error:
        print(error.strerror)
"""
DOWNLOAD = """
import os
os.environ["KERAS_HOME"] = os.getcwd()  # where nothing was downloaded before
from cnnlabs import models
try:
    models.vgg16_trunk("imagenet")
except models.WeightsError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def printed_by(tmp_path_factory):
    """Start a kernel as nbval does, and return a function from a cell to what it prints."""
    if not offline.possible():
        machines.lacking("needs network namespaces of one's own: see `cnnlabs doctor`")
    folder = str(tmp_path_factory.mktemp("kernel"))
    kernel = nbval.kernel.RunningKernel(nbval.kernel.CURRENT_ENV_KERNEL_NAME, cwd=folder)

    def run(cell):
        asked, printed = kernel.execute_cell_input(cell), []
        while True:
            message = kernel.get_message("iopub", timeout=120)
            if message["parent_header"].get("msg_id") == asked:
                printed.append(message["content"].get("text", ""))
                if message["content"].get("execution_state") == "idle":
                    return "".join(printed)

    yield run
    kernel.stop()


def test_the_kernels_of_nbval_reach_no_network(printed_by):
    assert printed_by(LOOK).splitlines() == ["Network is unreachable"] * 2


def test_a_download_without_network_says_its_size_first_and_then_what_to_do(printed_by):
    first, *_, last = printed_by(DOWNLOAD).splitlines()
    assert f"{models.IMAGENET_MB} MB" in first
    assert last.startswith("VGG16's ImageNet weights could not be loaded: URL fetch failure")
    assert "Connect this machine to the internet" in last
    assert models.IMAGENET_FILE in last
