"""A kernel forked from the warm parent is like any other kernel, and starts at once."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import kernels
import machines
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from cnnlabs.kernels import provisioner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "connection.json"]


@pytest.fixture
def start(monkeypatch):
    """Return a function that starts a kernel; all are ended with the test."""
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", provisioner.NAME)
    every = []

    def start(**options):
        every.append(kernels.Notebook(**options))
        return every[-1]

    yield start
    for one in every:
        one.close()


@pytest.fixture
def own_parent(monkeypatch):
    """Let a test have a warm parent that no other test uses."""
    parent = provisioner.Parent()
    monkeypatch.setattr(provisioner, "parent", parent)
    yield parent
    parent.close()


def test_a_kernel_has_tensorflow_before_it_imports_it(start):
    notebook = start()
    assert isinstance(notebook.process, provisioner.Kernel)
    assert notebook.value("import sys; 'tensorflow' in sys.modules, __name__") == (True, "__main__")


LIKENESS = """
import os, signal, sys, threading
import matplotlib.pyplot, ipywidgets
{
    "arguments": [sys.argv[:-1], sys.orig_argv[:-1], len(sys.argv), sys.path, sys.flags[:]],
    "main": repr(sys.modules["__main__"]),
    "course": [name for name in sys.modules if name.startswith("cnnlabs")],
    "session": (os.getsid(0), os.getpgid(0)) == (os.getpid(), os.getpid()),
    "parent": os.getppid() == int(os.environ["JPY_PARENT_PID"]),
    "signals": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
    "blocked": signal.pthread_sigmask(signal.SIG_BLOCK, []),
    "threads": sorted(thread.name for thread in threading.enumerate()),
    "streams": [type(sys.stdin).__name__, type(sys.stderr).__name__, sys.__stderr__.fileno()],
    "backend": matplotlib.get_backend(),
    "widgets": sorted(get_ipython().kernel.comm_manager.targets),
    "history": get_ipython().history_manager.session_number > 0,
}
"""


def test_a_kernel_is_like_one_that_was_started_the_ordinary_way(start, monkeypatch):
    forked = start().value(LIKENESS)
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", "local-provisioner")
    ordinary = start()
    assert isinstance(ordinary.process, subprocess.Popen)
    assert forked == ordinary.value(LIKENESS)


def test_pictures_and_logs_reach_the_notebook(start):
    notebook = start()
    shown = notebook.run("import matplotlib.pyplot as plt; plt.plot([1, 2]);")
    assert "image/png" in shown["display_data"]["data"]
    logged = notebook.run("import tensorflow as tf; tf.get_logger().warning('hello')")
    assert logged["stream"] == {"name": "stdout", "text": "WARNING:tensorflow:hello\n"}


def test_a_kernel_can_be_debugged(start):
    client = start().client
    asked = {"type": "request", "seq": 1, "command": "initialize", "arguments": {"adapterID": ""}}
    client.control_channel.send(client.session.msg("debug_request", asked))
    assert client.get_control_msg(timeout=kernels.SECONDS)["content"]["success"]


def test_a_kernel_computes(start):
    layer = "keras.layers.Conv2D(2, 3)(keras.ops.ones((1, 9, 9, 1)))"
    assert start().value(f"import keras; tuple({layer}.shape)") == (1, 7, 7, 2)


def test_environment_and_folder_are_those_that_were_asked_for(start, tmp_path):
    environment = os.environ | {"COLOUR": "blue", "TZ": "Etc/GMT-9"}
    notebook = start(env=environment, cwd=str(tmp_path), stderr=subprocess.DEVNULL)
    assert isinstance(notebook.process, provisioner.Kernel)
    code = "import os, time; os.environ['COLOUR'], os.getcwd(), time.tzname[0]"
    assert notebook.value(code) == ("blue", str(tmp_path), "+09")
    assert "COLOUR" not in os.environ
    assert notebook.manager.resolve_path("nothing") is None


def test_a_kernel_holds_its_own_files_only(start, tmp_path):
    with open(tmp_path / "said", "w") as said:
        notebook = start(stdout=said, stderr=said)
    # Not the folder's own file, which is closed by then.
    code = (
        "import os; places = [f'/proc/self/fd/{n}' for n in os.listdir('/proc/self/fd')]\n"
        "[os.readlink(place) for place in places if os.path.lexists(place)]"
    )
    files = set(notebook.value(code))
    for other in (
        os.getpid(),
        provisioner.parent.warm.process.pid,
        kernels.parent_of(notebook.process.pid),
    ):
        theirs = {os.readlink(entry) for entry in Path(f"/proc/{other}/fd").iterdir()
                  if os.path.lexists(entry)}  # fmt: skip
        assert not {name for name in files & theirs if not name.startswith(("/dev/", "anon_inode"))}
    assert str(tmp_path / "said") in files


SEEDS = """
import random, numpy as np, keras, tensorflow as tf
[random.random(), np.random.rand(), float(keras.random.uniform(())), float(tf.random.uniform(())),
 float(keras.initializers.GlorotUniform()((1, 1))[0, 0])]
"""


def test_two_kernels_at_once_draw_other_random_numbers(start):
    one, other = start(), start()
    numbers = one.value(SEEDS), other.value(SEEDS)
    assert not set(numbers[0]) & set(numbers[1])


def test_a_kernel_is_interrupted_with_what_it_started(start):
    notebook = start()
    sent = notebook.client.execute("import subprocess; subprocess.run(['sleep', '60'])")
    end = time.monotonic() + kernels.SECONDS
    while not kernels.runs(notebook.process.pid, "sleep") and time.monotonic() < end:
        time.sleep(0.05)
    notebook.manager.interrupt_kernel()
    reply = notebook.client.get_shell_msg(kernels.SECONDS)
    assert reply["parent_header"]["msg_id"] == sent
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert notebook.value("1 + 1") == 2


def test_a_restarted_kernel_has_forgotten_everything(start):
    notebook = start()
    notebook.run("kept = 1")
    before = notebook.process.pid
    notebook.manager.restart_kernel()
    notebook.client.wait_for_ready(kernels.SECONDS)
    assert notebook.process.pid != before
    assert not kernels.exists(before)
    assert notebook.value("'kept' in globals()") is False


def test_a_kernel_that_is_shut_down_ends_as_python_ends(start, tmp_path):
    notebook = start()
    process, keeper = notebook.process, kernels.parent_of(notebook.process.pid)
    notebook.run(f"import atexit; atexit.register(open({str(tmp_path / 'end')!r}, 'w').close)")
    notebook.client.stop_channels()
    notebook.manager.shutdown_kernel()
    assert process.returncode == 0
    assert (tmp_path / "end").exists()
    machines.wait_for(lambda: not kernels.exists(keeper))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os; os._exit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("import os; os.abort()", -signal.SIGABRT),
    ],
)
def test_a_crash_is_told_by_its_exit_code(start, code, expected):
    notebook = start()
    notebook.client.execute(code)
    assert notebook.end() == expected
    notebook.manager.restart_kernel(now=True)
    notebook.client.wait_for_ready(kernels.SECONDS)
    assert notebook.value("1 + 1") == 2


def test_a_kernel_outlives_its_warm_parent_and_restarts_from_another(start):
    notebook = start()
    lost = provisioner.parent.warm.process
    lost.send_signal(signal.SIGKILL)
    lost.wait()
    assert notebook.value("6 * 7") == 42
    notebook.manager.interrupt_kernel()
    notebook.client.execute("import os; os._exit(5)")
    assert notebook.end() == 5
    notebook.manager.restart_kernel(now=True)
    notebook.client.wait_for_ready(kernels.SECONDS)
    assert isinstance(notebook.process, provisioner.Kernel)
    assert provisioner.parent.warm.process.pid != lost.pid


def test_a_kernel_ends_with_its_keeper(start):
    notebook = start()
    pid = notebook.process.pid
    os.kill(kernels.parent_of(pid), signal.SIGKILL)
    assert notebook.end() == -signal.SIGKILL
    machines.wait_for(lambda: not kernels.exists(pid))


SERVER = """
import time
from jupyter_client.manager import start_new_kernel
from cnnlabs.kernels import provisioner
provisioner.use()
manager, client = start_new_kernel()
code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
client.execute_interactive(code)
print(manager.provisioner.process.pid, provisioner.parent.warm.process.pid, flush=True)
time.sleep(600)
"""


def test_nothing_is_left_when_jupyter_is_killed():
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("JUPYTER_")}
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        pids = [int(pid) for _ in range(2) for pid in server.stdout.readline().split()]
        assert len(pids) == 3
        pids.append(kernels.parent_of(pids[1]))
        assert all(map(kernels.exists, pids))
        server.kill()
    machines.wait_for(lambda: not any(map(kernels.exists, pids)))


PARENT = """
import sys
from cnnlabs import warm
warm.serve(int(sys.argv[1]), ["slow"], {})
"""


def test_a_parent_that_still_imports_ends_with_jupyter(tmp_path):
    (tmp_path / "slow.py").write_text("import time; open('begun', 'w'); time.sleep(600)")
    (tmp_path / "parent.py").write_text(PARENT)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = theirs.fileno()
    command = [sys.executable, "parent.py", str(number)]
    with subprocess.Popen(command, cwd=tmp_path, pass_fds=[number]) as process:
        theirs.close()
        machines.wait_for((tmp_path / "begun").exists)
        ours.close()
        assert process.wait(kernels.SECONDS) == -signal.SIGIO


def test_without_tensorflow_a_kernel_starts_the_ordinary_way_and_the_log_says_so(
    start, own_parent, tmp_path, caplog
):
    (tmp_path / "tensorflow.py").write_text("raise ImportError('there is no TensorFlow here')")
    with caplog.at_level(logging.INFO):
        notebook = start(env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert isinstance(notebook.process, subprocess.Popen)
    assert notebook.value("1 + 1") == 2
    assert own_parent.warm is None
    assert "This kernel starts the ordinary way: there is no TensorFlow here" in caplog.text


def test_where_forking_is_not_to_be_had_a_kernel_starts_the_ordinary_way(
    start, monkeypatch, caplog
):
    with caplog.at_level(logging.INFO), monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "platform", "darwin")
        notebook = start()
    assert isinstance(notebook.process, subprocess.Popen)
    assert "This kernel starts the ordinary way: kernels are forked on Linux only" in caplog.text


@pytest.mark.parametrize(
    ("command", "options", "reason"),
    [
        (["Rscript", "kernel.R"], {}, "it is not a Python kernel of this environment"),
        (["timeout", "9", *COMMAND], {}, "it is not a Python kernel of this environment"),
        (COMMAND, {"stdout": subprocess.PIPE}, "a fork has no pipe to its standard streams"),
        (COMMAND, {"independent": True}, "a fork has no independent"),
    ],
)
def test_what_a_fork_cannot_do_is_left_to_the_ordinary_way(command, options, reason):
    with pytest.raises(provisioner.CannotForkError) as refusal:
        provisioner.fork(command, env={}, **options)
    assert str(refusal.value) == reason


def test_a_folder_that_is_not_there_is_the_ordinary_error(start, tmp_path):
    with pytest.raises(FileNotFoundError):
        start(cwd=str(tmp_path / "nowhere"))


def test_a_parent_is_out_of_date_when_what_it_read_has_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(provisioner.sysconfig, "get_path", lambda _: str(tmp_path))
    before = provisioner._circumstances({"OMP_NUM_THREADS": "1", "COLOUR": "blue"})
    assert provisioner._circumstances({"OMP_NUM_THREADS": "1", "COLOUR": "red"}) == before
    assert provisioner._circumstances({"OMP_NUM_THREADS": "2", "COLOUR": "blue"}) != before
    os.utime(tmp_path, ns=(0, 0))  # as installing a package does
    assert provisioner._circumstances({"OMP_NUM_THREADS": "1", "COLOUR": "blue"}) != before


def test_the_environment_may_choose_another_provisioner(monkeypatch):
    factory = KernelProvisionerFactory()
    monkeypatch.setattr(provisioner.KernelProvisionerFactory, "instance", lambda: factory)
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner")
    provisioner.use()
    assert factory.default_provisioner_name == "local-provisioner"
    monkeypatch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME")
    provisioner.use()
    assert factory.default_provisioner_name == provisioner.NAME
    assert issubclass(factory.provisioners[provisioner.NAME].load(), LocalProvisioner)


def test_an_installation_from_before_there_were_warm_kernels_works_and_is_told_what_to_do(
    monkeypatch, caplog
):
    factory = KernelProvisionerFactory()
    monkeypatch.setattr(factory, "provisioners", {})
    monkeypatch.setattr(provisioner.KernelProvisionerFactory, "instance", lambda: factory)
    monkeypatch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME", raising=False)
    provisioner.use()
    assert factory.default_provisioner_name == "local-provisioner"
    assert "Remove .venv and run the command again." in caplog.text
