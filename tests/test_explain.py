"""Every wording that a student can read, in one file that is reviewed as prose.

``python tests/test_explain.py`` writes wordings.txt anew; read the difference before you commit it.
"""

from pathlib import Path

import numpy as np

from cnnlabs import course
from cnnlabs.check import explain, known, tally
from cnnlabs.check.compare import differences
from cnnlabs.student import progress, submit

SNAPSHOT = Path(__file__).parent / "wordings.txt"


def messages():
    """Return an example of each message, by what went wrong."""
    image, kernel = np.arange(20).reshape(4, 5), np.ones((2, 2))
    args, right = (image, kernel), np.arange(12.0).reshape(3, 4)
    results = {
        "None": None,
        "a list": right.tolist(),
        "a masked array": np.ma.array(right),
        "another shape": right[:2],
        "axes in another order": right.T,
        "NaN": np.where(right == 5, np.nan, right),
        "other values": right + (right > 9),
    }
    said = {
        "not written": explain.not_written("correlate2d"),
        "no function": explain.not_a_function(np.ones(3)),
        "exception": explain.raised("f", args, ValueError("too wide"), ["line 3, in f: x[9]"]),
        "exception that names a file": explain.raised(
            "f", args, ImportError(f"cannot import name 'x' from 'numpy' ({np.__file__})"), []
        ),
        "no exception": explain.no_error("output_size", (5, 3, "best"), ValueError, 3),
        "vague exception": explain.vague_error(
            "trace", (1,), ValueError("no"), ["layer 2", "conv"]
        ),
        "input changed": explain.input_changed("correlate2d", args, 0),
        "library": explain.library_call("correlate2d", ["scipy.signal.correlate2d"]),
        "without libraries": explain.deprived("pad2d", ["np.pad"]),
        "not proven": explain.unproven("pad2d", "scipy.linalg.toeplitz was called"),
        "no tape": explain.no_tape("learn_kernel", args),
        "pixel loop": explain.pixel_loop("conv2d_fast", "height", (24, 60), (120, 300)),
        "compiled loop": explain.compiled_loop("conv2d_fast"),
        "memory of an input": explain.memory_shared("correlate2d", args, False),
        "memory of an earlier result": explain.memory_shared("correlate2d", args, True),
        "unseen check": explain.unseen("values_differ"),
        "unseen check, a known mistake": explain.unseen("kernel_flipped"),
        "no verdict": explain.check_stopped(),
        "ran too long": explain.lost("timeout", 60),
        "process ended": explain.lost("died", 60),
        "forged messages": explain.lost("protocol", 60),
        "property": explain.property_missing("the entries sum to 1"),
    }
    for what, result in results.items():
        found = differences(result, right, args)
        said[what] = explain.returned("correlate2d", args, found, None)
    for what, result, wanted in [
        ("axes of length 1 dropped", right[0], right[None, :1]),
        ("a float for a count", 6.0, 6),
        ("a wrong count", 5, 6),
        ("a wrong list", [1, 3], [1, 2]),
        ("a tuple too short", (1,), (1, 2)),
        ("one item of a tuple", (1, 3), (1, 2)),
        ("no tuple", 3, (1, 2)),
    ]:
        said[what] = explain.returned("f", (7,), differences(result, wanted), None)
    for what, sentence in [
        ("not run", tally.NOT_RUN),
        ("changed", tally.CHANGED),
        ("to do", tally.TO_DO),
        ("failed", tally.NOT_RIGHT.format("what its check said")),
    ]:
        said[f"at the end of a lab: {what}"] = sentence
    lab = course.labs()[0]
    said["notebook: cell missing"] = progress.lost_cell(lab, "output_size")
    said["notebook: check missing"] = progress.changed_check(lab)
    for state, sentence in submit.SENTENCES.items():
        said[f"handing in: {state}"] = f"{sentence}: output_size."
    said["handing in: large outputs"] = submit.TOO_LARGE
    found = differences(right[::-1], right, args)
    said["a known mistake"] = explain.returned("correlate2d", args, found, "kernel_flipped")
    return said


def text():
    """Return what the snapshot must hold."""
    known = [f"{name}\n  {words}" for name, words in explain.MISTAKES.items()]
    return "\n\n".join([*(f"[{what}]\n{said}" for what, said in messages().items()), *known]) + "\n"


def test_the_wordings_are_those_that_were_reviewed():
    assert text() == SNAPSHOT.read_text(encoding="utf-8"), __doc__


def test_a_known_mistake_is_a_sentence():
    for name in explain.MISTAKES.keys() - explain.GENERAL.keys():
        assert explain.MISTAKES[name][0].isupper(), name
        assert explain.MISTAKES[name].endswith((".", "?")), name


def test_a_name_stands_for_one_mistake():
    parts = [explain.GENERAL, *(topic.MISTAKES for topic in known.TOPICS)]
    names = [name for part in parts for name in part]
    assert len(names) == len(set(names))


if __name__ == "__main__":
    SNAPSHOT.write_text(text(), encoding="utf-8")
