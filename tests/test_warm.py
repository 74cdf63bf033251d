"""The grader's warm parents import and never compute, and leave nothing behind."""

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import machines
import pytest

from cnnlabs import course
from cnnlabs.grading import task, warm
from cnnlabs.grading.plan import plan
from cnnlabs.grading.sandbox import Limits

TEST = "check.returns(double, tf.ones((2, 2)), expected=2 * np.ones((2, 2)))"
ANSWER = "def double(x):\n    return tf.linalg.matmul(x, x)"
RELEASE = task.Release(
    plan(course.labs()[0]).release.setups,
    (task.Exercise("double", TEST, 20, 1),),
    frozenset({"double"}),
)
STEPS = [task.Step("run", ANSWER, "double"), task.Step("test", "", "double")]


def of_process(number, name):
    return Path(f"/proc/{number}/{name}").read_text()


def threads(parent):
    """Return how many threads a parent has: the first operation of TensorFlow starts some."""
    lines = dict(
        line.split(":\t", 1) for line in of_process(parent.process.pid, "status").splitlines()
    )
    return int(lines["Threads"])  # fmt: skip


@pytest.mark.parametrize("caged", [True, False])
def test_a_parent_has_one_thread_before_and_after_it_served(caged):
    with warm.Warm("full") as parent:
        assert threads(parent) == 1
        limits = asdict(Limits()) if caged else None
        (verdict,) = task.asked(parent.connect(), RELEASE, STEPS, limits)["verdicts"]
        assert verdict["status"] == "passed"
        assert threads(parent) == 1


@pytest.mark.parametrize("killed", [False, True])
def test_what_libraries_write_goes_with_the_parent(killed, tmp_path):
    """Whether its asker closes it or is killed, it ends of itself."""
    code = "from cnnlabs.grading import warm\nparent = warm.Warm('bare')\n"
    ending = "print(parent.process.pid, flush=True)\ninput()\nparent.close()"
    with subprocess.Popen(
        [sys.executable, "-c", code + ending], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    ) as asker:  # fmt: skip
        parent = int(asker.stdout.readline())
        (folder,) = tmp_path.glob("cnnlabs-*")
        assert folder.stat().st_uid == os.getuid()
        if killed:
            asker.kill()
        else:
            asker.stdin.write("\n")
            asker.stdin.close()
        asker.wait()
    assert not machines.gone([parent])
    assert not folder.exists()
    assert not Path("/scratch").exists()
