"""By hand is proven where no library is, and time is taken: right answers pass, disguises do not."""

import re
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from cnnlabs import bank, course
from cnnlabs.grading import pixels, standins, task, warm
from cnnlabs.grading.plan import plan
from cnnlabs.grading.sandbox import Limits

LABS = [lab for lab in course.labs() if plan(lab).release.needs_bare()]
DISGUISES = sorted((Path(__file__).parent / "attacks" / "disguising").glob("*.py"))
LIMITS = asdict(Limits())
TEST = """
image, kernel = np.arange(20.0).reshape(4, 5), np.array([[1.0, 2.0], [-3.0, 0.5]])
check.returns(correlate2d, image, kernel, expected=scipy.signal.correlate2d(image, kernel, "valid"))
check.by_hand(correlate2d, image, kernel)
"""


@pytest.fixture(scope="module")
def parents():
    with warm.Warm("full") as full, warm.Warm("bare") as bare:
        yield full, bare


def verdicts(parents, lab, exercises, answers, *, proof=True, limits=LIMITS):
    """Grade answers, by exercise, through the split path."""
    full, bare = parents
    release = task.Release(plan(lab).release.setups, tuple(exercises), plan(lab).release.functions)
    steps = [task.Step("run", source, name) for name, source in answers.items()]
    steps += [task.Step("test", "", name) for name in answers]
    control = bare.connect() if proof else None
    told = task.asked(full.connect(), release, steps, limits, control)
    return {each["exercise"]: task.Verdict(**each) for each in told["verdicts"]}


def correlated(parents, source, test=TEST, **options):
    exercises = [task.Exercise("correlate2d", test, 20, 3)]
    answers = {"correlate2d": source}
    return verdicts(parents, LABS[0], exercises, answers, **options)["correlate2d"]


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_every_right_answer_of_the_bank_is_by_hand(parents, lab):
    exercises = {e.name: e for e in plan(lab).release.exercises if "by_hand" in e.test}
    queues = {name: [] for name in exercises}
    for answer in bank.answers(lab):
        if answer.right and answer.exercise in queues:
            queues[answer.exercise].append(answer)
    while any(queues.values()):
        pack = {name: queue.pop() for name, queue in queues.items() if queue}
        sources = {name: answer.source for name, answer in pack.items()}
        told = verdicts(parents, lab, [exercises[name] for name in pack], sources)
        others = {
            str(pack[name].path): verdict
            for name, verdict in told.items()
            if verdict.status != "passed" or verdict.remark
        }
        assert not others


def test_there_are_enough_disguises():
    assert len(DISGUISES) >= 9


@pytest.mark.parametrize("path", DISGUISES, ids=lambda path: path.stem)
def test_a_disguise_deceives_the_watch_and_not_the_proof(parents, path):
    watched = correlated(parents, path.read_text(), proof=False)
    assert watched.status == "unproven"  # nothing was seen, and there was no proof
    proven = correlated(parents, path.read_text())
    assert proven.status in ("failed", "unproven")
    assert proven.mistake in ("library_call", "unproven")


def test_the_message_names_the_call(parents):
    for path in DISGUISES:
        if path.stem == "renamed_code":
            told = correlated(parents, path.read_text())
    assert told.message.startswith("np.pad was called: write this one by hand.")


def test_the_name_of_a_call_is_no_longer_than_a_message(parents):
    source = (
        "from cnnlabs.check import source\n"
        "source.library_calls = lambda function, args: ['np.' + 'x' * 500_000] * 50\n"
        "def correlate2d(image, kernel):\n"
        "    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)\n"
        "    return np.sum(windows * kernel, axis=(2, 3))\n"
    )
    told = correlated(parents, source)
    assert (told.status, told.mistake) == ("failed", "library_call")
    assert 80 < len(told.message) < 5_000


def test_what_is_not_there_and_does_no_work_of_an_exercise_waits_for_a_human(parents):
    source = (
        "import scipy.linalg\n"
        "def correlate2d(image, kernel):\n"
        "    rows, cols = image.shape[0] - 1, image.shape[1] - 1\n"
        "    out = scipy.linalg.norm([0.0]) + np.zeros((rows, cols))\n"
        "    for a, b in np.ndindex(2, 2):\n"
        "        out += kernel[a, b] * image[a : a + rows, b : b + cols]\n"
        "    return out\n"
    )
    told = correlated(parents, source)
    assert (told.status, told.mistake) == ("unproven", "unproven")
    assert "scipy.linalg.norm was called" in told.message


def test_a_plot_that_fails_does_not_lose_the_definitions_below(parents):
    source = (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
        "def correlate2d(image, kernel):\n"
        "    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)\n"
        "    return np.einsum('ijab,ab->ij', windows, kernel)\n"
    )
    assert correlated(parents, source).status == "passed"


@pytest.mark.parametrize(
    ("last", "status", "credit"),
    [
        ("2", "passed", 2.0),
        ("1.5", "passed", 1.5),
        ("np.float64(0.5)", "passed", 0.5),
        ("0", "passed", 0.0),
        ("None", "passed", None),
        ("True", "passed", None),
        ("-1", "error", None),  # nbgrader gives all points, and a warning
        ("np.nan", "error", None),
        ("'2'", "passed", None),
        ("3.5", "error", None),
    ],
)
def test_the_last_line_of_a_test_cell_gives_points_as_in_nbgrader(parents, last, status, credit):
    told = correlated(parents, "def correlate2d(*args):\n    return 2.0\n3.0", test=last)
    assert (told.status, told.credit) == (status, credit)


def test_only_the_trusted_last_line_gives_points(parents):
    source = "import sys\nsys.displayhook(3.0)\ndef correlate2d(*args):\n    return 3\n3.0"
    assert correlated(parents, source, test="x = correlate2d(1)\n1").credit == 1.0


NO_LOOPS = """
fresh = np.random.default_rng(0)
check.no_pixel_loops(
    correlate2d, lambda height, width: (fresh.normal(size=(height, width)), fresh.normal(size=(1, 2))),
    expected=lambda image, kernel: scipy.signal.correlate2d(image, kernel, "valid"),
)
"""
ALL_AT_ONCE = "np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[..., 0, :] @ kernel[0]"
FORGED = (
    "from cnnlabs.check import source\n"
    "source.executed_lines = lambda function, args: 100\n"
    "def correlate2d(image, kernel):\n"
    "    output = np.zeros((len(image), len(image[0]) - 1))\n"
    "    for i, j in np.ndindex(output.shape):\n"
    "        output[i, j] = image[i, j : j + 2] @ kernel[0]\n"
    "    return output\n"
)


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        (f"def correlate2d(image, kernel):\n    return {ALL_AT_ONCE}", ""),
        (FORGED, pixels.REMARK),
        ("def correlate2d(image, kernel):\n"
         "    return scipy.signal.correlate2d(image, kernel, 'valid')", pixels.UNTIMED),
        ("def correlate2d(image, kernel):\n"
         f"    return {ALL_AT_ONCE} * (len(image) < 100)", pixels.UNTIMED),
    ],
    ids=["all pixels at once", "forged count", "not by hand", "right on smaller pictures only"],
)  # fmt: skip
def test_what_the_processor_time_tells(parents, source, remark):
    told = correlated(parents, source, test=NO_LOOPS)
    assert (told.status, told.remark) == ("passed", remark)


def test_the_processor_time_is_taken_without_a_sandbox_too(parents):
    assert correlated(parents, FORGED, test=NO_LOOPS, limits=None).remark == pixels.REMARK


def test_the_places_in_the_table_of_the_c_api_are_numpys_own():
    header = Path(np.get_include(), "numpy", "__multiarray_api.h").read_text()
    for name, place in standins.C_API.items():
        entry = re.search(rf"#define {name} \\\n[^#]*?PyArray_API\[(\d+)\]", header)
        assert int(entry[1]) == place


def test_stand_ins_compute_what_they_stand_for():
    assert standins.honest("tensorflow", "reduce_sum")([[1, 2], [3, 4]], axis=0).tolist() == [4, 6]
    assert standins.honest("keras.ops", "matmul")([[1.0]], [[2.0]]).numpy() == 2
    for place, name in [
        ("tensorflow.nn", "conv2d"), ("keras.ops", "conv"), ("keras.ops", "pad"),
        ("keras.ops", "correlate"), ("tensorflow", "pad"), ("tensorflow.experimental.numpy", "pad"),
    ]:  # fmt: skip
        assert standins.honest(place, name) is None, name
