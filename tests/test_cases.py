"""Which cases each exercise is tried on: a grader that sees squares only lets wrong answers pass.

``python tests/test_cases.py`` writes cases.txt anew; read the difference before you commit it.
"""

import inspect
from pathlib import Path
from unittest import mock

import numpy as np

from cnnlabs import bank, course
from cnnlabs.check import subject

SNAPSHOT = Path(__file__).parent / "cases.txt"
LABS = [lab for lab in course.labs() if lab.name < "06"]  # those of the arithmetic of layers

PICTURES = ("x", "image", "dy", "y", "target")
KERNELS = ("w", "kernel", "k1", "k2")
PAIRS = ("strides", "pool")
REASONS = {
    ("logit_at", "a side of the kernel is even"): "the kernel has a middle, so its sides are odd",
    ("border_fraction", "a side of the kernel is even"): "the exercise is about odd kernels",
    ("stochastic_pool2d", "negative numbers"): "its entries become probabilities, none is negative",
}
"""Why an exercise that could show a case does not, by (function, case)."""


def sides(array):
    """Return height and width of pictures; None when they have no two sides."""
    return {2: array.shape, 4: array.shape[1:3]}.get(array.ndim)


def arrays(call, names):
    return [call[name] for name in names if isinstance(call.get(name), np.ndarray)]


def two(call, *names):
    return [tuple(call[name] for name in names)] if set(names) <= set(call) else []


def picture_sides(call):
    shapes = [sides(array) for array in arrays(call, PICTURES)]
    return [shape for shape in shapes if shape] + two(call, "height", "width")


def kernel_sides(call):
    return [kernel.shape[:2] for kernel in arrays(call, KERNELS) if kernel.ndim >= 2] + two(
        call, "kh", "kw"
    )


def pairs(call):
    return [tuple(call[name]) for name in PAIRS if isinstance(call.get(name), tuple)]


def one_sided(call):
    """Return kernel sizes along one axis."""
    return [(call[name],) for name in ("k", "size") if isinstance(call.get(name), int)]


def unequal(shape):
    return shape[0] != shape[1]


CASES = {
    "height is not width": (picture_sides, unequal, "takes no picture"),
    "kernel height is not width": (kernel_sides, unequal, "takes no kernel with two sides"),
    "strides or windows differ": (pairs, unequal, "takes no pair"),
    "a side of the kernel is even": (
        lambda call: kernel_sides(call) + one_sided(call),
        lambda shape: any(side % 2 == 0 for side in shape),
        "takes no kernel",
    ),
    "negative numbers": (
        lambda call: [a for a in arrays(call, PICTURES) if a.dtype.kind != "u"],
        lambda array: array.min() < 0,
        "takes no picture",
    ),
    "more than one picture": (
        lambda call: [array for array in arrays(call, PICTURES) if array.ndim >= 3],
        lambda array: len(array) > 1,
        "takes no batch",
    ),
}
"""What of a call shows a case, whether it does, and what to say where nothing can."""


def recorded(lab):
    """Run a lab's test cells on its solutions; return the calls of each function, by argument."""
    notebook, calls = lab.read(), {}
    namespace, tests = bank.setup_namespace(notebook), bank.test_cells(notebook)
    real = subject.Local.call

    def record(self, args):
        bound = inspect.signature(self.function).bind(*args).arguments
        calls.setdefault(self.name, []).append(bound)
        return real(self, args)

    with mock.patch.object(subject.Local, "call", record):
        for cell in notebook.cells:
            if course.kind(cell) == "student":
                names = dict(namespace)
                exec(cell.source, names)
                exec(tests[cell.metadata.nbgrader.grade_id], names)
    return calls


def shown(function, case, calls):
    """Say whether a function's calls show a case, or why none can; None for a gap."""
    parts, shows, reason = CASES[case]
    found = [part for call in calls for part in parts(call)]
    if not found:
        return reason
    return "tried" if any(map(shows, found)) else REASONS.get((function, case))


def table(lab):
    """Return, for each function of a lab, what is said of each case."""
    return {
        function: {case: shown(function, case, calls) for case in CASES}
        for function, calls in recorded(lab).items()
    }


def text(tables):
    """Return what the snapshot must hold."""
    lines = []
    for lab, functions in tables.items():
        lines += [f"[{lab}]"]
        for function, cases in functions.items():
            lines += [function, *(f"  {case}: {said}" for case, said in cases.items()), ""]
    return "\n".join(lines)


def test_every_case_was_tried_or_has_a_reason():
    tables = {lab.name: table(lab) for lab in LABS}
    gaps = [
        (lab, function, case)
        for lab, functions in tables.items()
        for function, cases in functions.items()
        for case, said in cases.items()
        if said is None
    ]
    assert not gaps
    assert text(tables) == SNAPSHOT.read_text(encoding="utf-8"), __doc__


if __name__ == "__main__":
    SNAPSHOT.write_text(text({lab.name: table(lab) for lab in LABS}), encoding="utf-8")
