"""Run solutions against their test cells with other random numbers, and note how close it was.

The cells are the lab's own. Two things in them are replaced before they run: every seed that they
write down is shifted, and every comparison of two numbers that decides a `check.property` is noted
with the number and its threshold. So no threshold stands in two places.
"""

import ast
import operator
from dataclasses import dataclass
from functools import cache

import numpy as np

from cnnlabs import bank, check, course
from cnnlabs.check import CheckFailed
from cnnlabs.grading.judge import HIDDEN

ORDERS = {"Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge}
SEEDED = ("np.random.default_rng", "check.seed")
SHIFT = 1000  # between the seeds of two runs: cells count theirs in ones


@dataclass(frozen=True)
class Margin:
    """A number that a test cell compared with a threshold."""

    exercise: str
    comparison: str
    seed: int
    value: float
    threshold: float
    gap: float
    """How far the number is on the right side of its threshold."""

    @property
    def share(self):
        """The gap as a share of the threshold; the gap itself where the threshold is 0."""
        return self.gap / (abs(self.threshold) or 1)


class _Rewrite(ast.NodeTransformer):
    """Puts calls of the notes in the place of seeds, conditions and comparisons."""

    def visit_Call(self, node):
        self.generic_visit(node)
        name = ast.unparse(node.func)
        if name == "check.property":
            node.args[0] = _call("_decided", _call("_deciding"), node.args[0])
        elif name in SEEDED and node.args:
            node.args[0] = _call("_shifted", node.args[0])
        return node

    def visit_Compare(self, node):
        text = ast.Constant(ast.unparse(node))
        self.generic_visit(node)
        if not _is_order(node):
            return node
        kinds = ast.Constant(tuple(type(each).__name__ for each in node.ops))
        return _call("_compared", text, kinds, node.left, *node.comparators)


def _is_order(node):
    return isinstance(node, ast.Compare) and all(type(op).__name__ in ORDERS for op in node.ops)


def _call(name, *args):
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def rewritten(source):
    """Return a cell's code with its seeds, conditions and comparisons replaced."""
    return compile(ast.fix_missing_locations(_Rewrite().visit(ast.parse(source))), "<cell>", "exec")


class Notes:
    """What the replaced calls of one run do; `names` are what the cells need to know."""

    def __init__(self, exercise, seed):
        self.exercise, self.seed = exercise, seed
        self.margins, self.pending, self.open = [], [], 0
        self.names = {
            "_shifted": lambda number: number + SHIFT * seed,
            "_deciding": self.deciding,
            "_decided": self.decided,
            "_compared": self.compared,
        }

    def deciding(self):
        """Begin to note."""
        self.open += 1

    def decided(self, begun, holds):
        """Keep what decided a condition, and return what it was.

        In one that holds, a comparison that does not is denied or an alternative.
        """
        self.open -= 1
        self.margins += [each for each in self.pending if each.gap >= 0 or not holds]
        self.pending = []
        return holds

    def compared(self, text, kinds, *sides):
        """Note a comparison of numbers, and return what it gives."""
        holds = True
        for kind, value, threshold in zip(kinds, sides, sides[1:], strict=False):
            if self.open and np.ndim(value) == np.ndim(threshold) == 0:
                numbers = float(value), float(threshold)
                gap = (numbers[0] - numbers[1]) * (1 if kind in ("Gt", "GtE") else -1)
                self.pending.append(Margin(self.exercise, text, self.seed, *numbers, gap))
            holds = holds and ORDERS[kind](value, threshold)
        return holds


@cache
def _cells(name):
    """Return a lab's setup cells, and by its name each exercise's solution and test cell."""
    notebook = course.lab(name).read()
    setup = [cell.source for cell in notebook.cells if course.kind(cell) == "setup"]
    solutions = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if course.kind(cell) == "student"
    }
    tests = bank.test_cells(notebook)
    return setup, {exercise: (solutions[exercise], tests[exercise]) for exercise in tests}


def exercises(name):
    """List a lab's exercises whose test cell, or a setup function it calls, has a threshold."""
    setup, pairs = _cells(name)
    helpers = {
        node.name: node
        for source in setup
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and _has_threshold(node)
    }
    found = []
    for exercise, (_, test) in pairs.items():
        tree = ast.parse(test)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if _has_threshold(tree) or used & set(helpers):
            found.append(exercise)
    return found


def _has_threshold(tree):
    """Whether an order of two numbers decides a property."""
    return any(
        _is_order(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "check.property"
        for part in ast.walk(node.args[0])
    )


def one_thread():
    """Keep TensorFlow to one thread; called before its first operation."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def run(job):
    """Run one exercise with one seed.

    Parameters
    ----------
    job : tuple
        A lab's name, an exercise's name, whether its hidden tests run too, and a seed; with seed 0
        the cells run as they are.

    Returns
    -------
    tuple
        List of `Margin`, and what the test cell said against the solution, "" if nothing.
    """
    name, exercise, hidden, seed = job
    setup, pairs = _cells(name)
    solution, test = pairs[exercise]
    test = test if hidden else test.split(HIDDEN)[0]
    notes = Notes(exercise, seed)
    names = {"__name__": "__main__"} | notes.names
    check.seed(seed)
    try:
        for source in [*setup, solution, test]:
            exec(rewritten(source), names)
    except CheckFailed as failure:
        return notes.margins, f"{name}, {exercise}, seed {seed}: {failure}"
    return notes.margins, ""
