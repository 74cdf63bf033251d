"""The grader's warm parents import and never compute, and leave nothing behind."""

from dataclasses import asdict
from pathlib import Path

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


def test_what_libraries_write_goes_with_the_parent():
    with warm.Warm("bare") as parent:
        environment = of_process(parent.process.pid, "environ").split("\0")
        folder = Path(dict(one.split("=", 1) for one in environment if one)["MPLCONFIGDIR"])
        assert folder.is_dir()
        assert not [one for one in environment if "/scratch" in one]
        assert threads(parent) == 1
    assert not folder.exists()
