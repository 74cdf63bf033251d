"""The checks as a test cell calls them, and the functions students give them."""

import functools
import sys
import threading
import traceback
from multiprocessing.pool import ThreadPool

import keras
import numpy as np
import pytest
import scipy.ndimage
import scipy.signal
import skimage.filters
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from cnnlabs import check
from cnnlabs.check import explain, source, subject

IMAGE, KERNEL = np.arange(20.0).reshape(4, 5), np.ones((2, 2))


def mistake(verb, *args, **options):
    """Return the short name of the failure, or None when the check passes."""
    try:
        verb(*args, **options)
    except check.CheckFailed as failure:
        return failure.mistake
    return None


def stub(x):
    raise NotImplementedError  # your code goes here


def changes_input(x):
    x += 1
    return x.copy()


def returns_view(x):
    return x[:]


def keeps_result(x, kept=np.zeros(3)):  # noqa: B008
    kept[:] = x
    return kept


def leaves(x):
    sys.exit(3)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (stub, "not_written"),
        (lambda x: None, "returned_none"),
        (lambda x: 1 / 0, "raised"),
        (leaves, "raised"),
        (changes_input, "input_changed"),
        (returns_view, "memory_shared"),
        (lambda x: x.tolist(), "wrong_type"),
        (lambda x: x[:2].copy(), "wrong_shape"),
        (lambda x: x * np.inf, "not_finite"),
        (lambda x: x + 1, "values_differ"),
        (lambda x: 2 * x, "doubled"),
        (lambda x: x.copy(), None),
        (lambda x: x.astype(np.float32), None),
        (lambda x: tf.constant(x), None),
        (3, "not_a_function"),
    ],
)
def test_returns(monkeypatch, function, expected):
    monkeypatch.setitem(explain.MISTAKES, "doubled", "This is what you get when it is doubled.")
    x = np.array([1.0, 2.0, 3.0])
    doubled = {"doubled": lambda x: 2 * x}
    assert mistake(check.returns, function, x, expected=x, mistakes=doubled) == expected


def test_memory_between_calls_is_seen():
    check.returns(keeps_result, np.zeros(3), expected=np.zeros(3))
    assert mistake(check.returns, keeps_result, np.ones(3), expected=np.ones(3)) == "same_array"


def test_raises():
    def refuses(mode):
        if mode != "valid":
            raise UnicodeError("a subclass of ValueError")

    assert mistake(check.raises, refuses, "same") is None
    assert mistake(check.raises, refuses, "valid") == "no_error"
    assert mistake(check.raises, refuses, "same", error=KeyError) == "wrong_error"
    assert mistake(check.raises, stub, "same") == "not_written"
    assert mistake(check.raises, refuses, "same", naming=["layer 1", "SUBCLASS"]) is None
    assert mistake(check.raises, refuses, "same", naming=["layer 1"]) == "vague_error"


def test_property_and_plain_values():
    assert mistake(check.property, True, "it holds") is None
    assert mistake(check.property, False, "it holds") == "property_missing"
    named = {"sum_returned": False, "ascends": True}
    assert mistake(check.property, False, "it holds", mistakes=named) == "ascends"
    assert mistake(check.close, 1.0, 1.0 + 1e-7) is None
    assert mistake(check.close, [1.0, 2.0], [1.0, 2.1]) == "values_differ"
    assert mistake(check.equal, (1, 2), (1, 3)) == "values_differ"


def test_call_returns_arrays_and_insists_on_a_result():
    assert isinstance(check.call(tf.identity, np.ones(2)), np.ndarray)
    assert mistake(check.call, lambda: None) == "returned_none"


def test_seed_sets_every_generator():
    def draws():
        noise = keras.random.normal((2,))
        return (
            np.random.rand(),
            float(noise[0]),
            float(tf.random.normal(())),
            __import__("random").random(),
        )

    check.seed(3)
    first = draws()
    check.seed(3)
    assert draws() == first


alias = scipy.signal.correlate2d


class Hidden:
    """A library function behind an attribute."""

    work = staticmethod(functools.partial(scipy.ndimage.correlate, weights=KERNEL))


def helper(x):
    return tf.nn.conv2d(x[None, :, :, None], KERNEL[:, :, None, None], 1, "VALID")


compiled_helper = tf.function(helper)
compiled_helper(IMAGE)  # from now on its Python runs no more


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda x: alias(x, KERNEL), "scipy.signal.correlate2d"),
        (lambda x: Hidden.work(x), "scipy.ndimage.correlate"),
        (helper, "tf.conv2d"),
        (lambda x: np.convolve(x[0], [1, 1]), "np.convolve"),
        (lambda x: np.pad(x, 1), "np.pad"),
        (lambda x: getattr(np, "cor" + "relate")(x[0], [1.0]), "np.correlate"),
        (lambda x: skimage.filters.sobel(x), "skimage.filters.sobel"),
        (lambda x: keras.ops.conv(x[None, :, :, None], KERNEL[:, :, None, None]), "keras.ops.conv"),
        (lambda x: keras.ops.pad(x, ((1, 1), (1, 1))), "keras.ops.pad"),
        (lambda x: keras.layers.Conv2D(1, 2)(x[None, :, :, None]), "keras.ops.conv"),
        (lambda x: compiled_helper(x), "tf.conv2d"),
    ],
)
def test_library_functions_are_seen_however_they_are_called(function, name):
    assert source.library_calls(function, (IMAGE,))[0] == name
    assert mistake(check.by_hand, function, IMAGE) == "library_call"


def pad(x):
    """Help with an innocent name."""
    larger = np.zeros((x.shape[0] + 2, x.shape[1] + 2))
    larger[1:-1, 1:-1] = x
    return larger


@pytest.mark.parametrize(
    "function",
    [
        pad,
        lambda x: np.lib.stride_tricks.sliding_window_view(x, (2, 2)).sum((2, 3)),
        lambda x: np.einsum("ij,jk->ik", x, x.T),
        lambda x: np.fft.irfft2(np.fft.rfft2(x, (8, 8)) * np.fft.rfft2(KERNEL, (8, 8))),
        lambda x: scipy.fft.ifft2(scipy.fft.fft2(x, (8, 8))).real,
        lambda x: tf.tensordot(x, tf.transpose(x), 1),
        lambda x: np.tensordot(x, x.T, 1) + np.kron(x, x).sum(),
    ],
)
def test_work_by_hand_passes(function):
    assert mistake(check.by_hand, function, IMAGE) is None


def slope(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_sum(x**2)
    return tape.gradient(loss, x)


def test_a_gradient_of_tensorflow_is_asked_for():
    x = np.array([1.0, 2.0])
    assert mistake(check.by_tape, lambda x: slope(tf.constant(x)), x) is None
    assert mistake(check.by_tape, lambda x: tf.function(slope)(tf.constant(x)), x) is None
    assert mistake(check.by_tape, lambda x: 2 * x, x) == "no_tape"


def sizes(height, width):
    return (np.ones((height, width)),)


COMPILED = tf.function(lambda x: tf.map_fn(tf.reduce_sum, x)).get_concrete_function(
    tf.TensorSpec((None, None), tf.float64)
)


def recursion(x):
    return x.sum() if len(x) < 2 else x[0].sum() + recursion(x[1:])


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x: x.sum(), None),
        (lambda x: sum(x[a:, b:].sum() for a in range(3) for b in range(3)), None),
        (lambda x: np.einsum("ij,ij->", x, x), None),
        (lambda x: np.lib.stride_tricks.sliding_window_view(x, (3, 3)).sum(), None),
        (lambda x: sum(row.sum() for row in x), "pixel_loop"),
        (lambda x: sum(column.sum() for column in x.T), "pixel_loop"),
        (lambda x: np.vectorize(lambda pixel: 2 * pixel)(x), "pixel_loop"),
        (lambda x: list(map(np.sum, x)), "pixel_loop"),
        (lambda x: list(map(lambda row: row.sum(), x)), "pixel_loop"),
        (lambda x: np.apply_along_axis(lambda row: row.sum(), 1, x), "pixel_loop"),
        (lambda x: [float(pixel) for pixel in np.nditer(x)], "pixel_loop"),
        (lambda x: functools.reduce(np.add, x), "pixel_loop"),
        (recursion, "pixel_loop"),
        (lambda x: [row.sum() for row in (x if len(x) < len(x.T) else x.T)], "pixel_loop"),
        (lambda x: ThreadPool(1).map(lambda row: row.sum(), x, chunksize=len(x)), "pixel_loop"),
        (
            lambda x: next(iter(tf.data.Dataset.range(len(x)).map(tf.abs).batch(99))),
            "compiled_loop",
        ),
        (lambda x: COMPILED(x), "compiled_loop"),
        (lambda x: tf.function(lambda y: tf.map_fn(tf.reduce_sum, y))(x), "compiled_loop"),
    ],
)
def test_pixel_loops(function, expected):
    assert mistake(check.no_pixel_loops, function, sizes) == expected


@given(st.integers(1, 4), st.integers(1, 4))
def test_kernel_loops_of_any_size_are_no_pixel_loops(kh, kw):
    def sweep(x):
        total = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
        for a in range(kh):
            for b in range(kw):
                total += x[a : a + total.shape[0], b : b + total.shape[1]]
        return total

    check.no_pixel_loops(sweep, sizes)


def test_pictures_of_this_check_must_be_right_too():
    def small_only(x):
        return 0.0 if len(x) > 20 else x.sum()

    assert mistake(check.no_pixel_loops, small_only, sizes) is None
    assert mistake(check.no_pixel_loops, small_only, sizes, expected=np.sum) == "values_differ"
    assert mistake(check.no_pixel_loops, np.sum, sizes, expected=np.sum) is None


def test_results_that_were_kept_are_not_counted():
    rng, kept = np.random.default_rng(0), {}

    def once(x):
        if x.tobytes() not in kept:
            kept[x.tobytes()] = sum(row.sum() for row in x)
        return kept[x.tobytes()]

    def drawn(height, width):
        return (rng.random((height, width)),)

    assert mistake(check.no_pixel_loops, once, drawn) == "pixel_loop"


def test_tracing_leaves_the_interpreter_as_it_was():
    before = map, sys.gettrace(), threading.gettrace(), sys.getprofile()
    with pytest.raises(ZeroDivisionError):
        source.executed_lines(lambda: 1 / 0, ())
    assert (map, sys.gettrace(), threading.gettrace(), sys.getprofile()) == before


def test_a_subject_of_another_process_is_used_as_it_is():
    class Elsewhere(subject.Subject):
        name = "far"

        def call(self, args):
            return subject.Outcome(np.ones(2), None, [], args)

        def library_calls(self, args):
            return ["np.pad"]

        def executed_lines(self, args):
            return args[0].size

    check.returns(Elsewhere(), 3, expected=np.ones(2))
    assert mistake(check.by_hand, Elsewhere(), 3) == "library_call"
    assert mistake(check.no_pixel_loops, Elsewhere(), sizes) == "pixel_loop"


def test_a_failure_ends_at_the_line_that_asked():
    try:
        check.returns(stub, IMAGE, expected=IMAGE)
    except check.CheckFailed as failure:
        lines = failure._render_traceback_()
        frames = traceback.extract_tb(failure.__traceback__)
    assert len(frames) > 1
    assert "check.returns(stub, IMAGE, expected=IMAGE)" in lines[0]
    assert lines[1].startswith("CheckFailed: stub is not written yet.")
