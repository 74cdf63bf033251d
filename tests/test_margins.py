"""The graded properties of labs 06 and 07 hold with other random numbers: ten seeds, and how close.

The tables of margins stand at the end of pytest's report, `make test ARGS=tests/test_margins.py`.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import margins
import pytest

SEEDS = range(10)
LABS = {
    "06_architecture_design": False,  # the hidden tests train once more, and ask for less
    "07_filter_visualisation": True,
}
POINT = 0.01


@pytest.fixture(scope="module")
def found():
    """Return the margins of all runs, and what test cells said against a solution."""
    jobs = [
        (lab, exercise, hidden, seed)
        for lab, hidden in LABS.items()
        for exercise in margins.exercises(lab)
        for seed in SEEDS
    ]
    fresh = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
    with ProcessPoolExecutor(2, fresh, initializer=margins.one_thread) as pool:
        results = list(pool.map(margins.run, jobs))
    noted = [margin for several, _ in results for margin in several]
    return noted, [failure for _, failure in results if failure]


def closest(noted):
    """Return the smallest margin of each comparison."""
    least = {}
    for margin in noted:
        key = margin.exercise, margin.comparison
        if key not in least or margin.share < least[key].share:
            least[key] = margin
    return list(least.values())


def trained(noted, exercise):
    """Return the margins of the share of held-out digits that a trained network got right."""
    return [m for m in noted if (m.exercise, m.comparison) == (exercise, "share >= least")]


def test_every_threshold_holds_over_ten_seeds(found, record_property):
    noted, failures = found
    rows = [f"{'margin':>9} {'number':>11} {'threshold':>11}  seed  exercise: what is compared"]
    for m in closest(noted):
        numbers = f"{m.share:9.1%} {m.value:11.4g} {m.threshold:11.4g} {m.seed:5}"
        rows.append(f"{numbers}  {m.exercise}: {m.comparison}")
    record_property("table", "\n".join(["The closest of ten seeds to each threshold:", *rows]))
    assert not failures, "\n".join(failures)
    assert {m.exercise for m in noted} >= {
        "train_lenet",
        "train_small",
        "maximise_activation",
        "octaves",
        "saliency_map",
        "grad_cam",
    }


@pytest.mark.parametrize(("exercise", "least"), [("train_lenet", 0.94), ("train_small", 0.95)])
def test_trained_networks_clear_their_threshold_by_a_point_over_five_seeds(
    found, record_property, exercise, least
):
    right = trained(found[0], exercise)
    line = "  ".join(f"{margin.value:.1%}" for margin in right)
    record_property("table", f"Held-out digits that are right, by seed: {exercise}  {line}")
    assert [margin.seed for margin in right] == list(SEEDS)
    assert {margin.threshold for margin in right} == {least}
    assert min(margin.value for margin in right[:5]) >= least + POINT
