"""What counts as the right result: types, shapes, tolerances, integer accidents."""

import numpy as np
import pytest
import scipy.signal
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnlabs.check import compare

SIDES = st.integers(1, 6)
NUMBERS = st.floats(-1e3, 1e3, width=32)
PICTURES = arrays(np.float64, st.tuples(SIDES, SIDES), elements=NUMBERS)


def kind(value, expected, args=()):
    """Return the kind of the first difference, or None."""
    found = compare.differences(value, expected, args)
    return found[0].kind if found else None


@given(PICTURES)
def test_an_array_equals_itself_in_every_accepted_form(picture):
    for form in (
        picture,
        picture.astype(np.float32),
        tf.constant(picture),
        picture.copy(order="F"),
    ):
        assert kind(form, picture, (picture,)) is None


@given(PICTURES, st.data())
def test_one_changed_entry_is_found_where_it_is(picture, data):
    index = tuple(data.draw(st.integers(0, side - 1)) for side in picture.shape)
    wrong = picture.copy()
    wrong[index] += 1 + abs(wrong[index])
    (found,) = compare.differences(wrong, picture, (picture,))
    assert (found.kind, found.index, found.count) == ("values_differ", index, 1)


@given(arrays(np.uint8, (5, 6)), arrays(np.uint8, (2, 3)))
def test_bytes_that_overflow_are_named(image, kernel):
    exact = scipy.signal.correlate2d(image.astype(float), kernel.astype(float), mode="valid")
    wrapped = scipy.signal.correlate2d(image, kernel, mode="valid")
    expected = None if np.array_equal(wrapped, exact) else "integer_overflow"
    assert kind(wrapped, exact, (image, kernel)) == expected


def test_decimals_that_are_cut_off_are_named():
    exact = np.array([[0.5, 2.25], [-1.75, 3.0]])
    assert kind(exact.astype(int), exact, (np.arange(4),)) == "integer_truncation"
    assert kind(np.zeros(2, int), np.array([0.25, 0.4])) == "integer_truncation"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ([1.0, 2.0], "wrong_type"),
        (np.array([1.0, 2.0], dtype=np.float16), "wrong_type"),
        (np.array([1.0, 2.0], dtype=complex), "wrong_type"),
        (np.array([1.0, 2.0], dtype=object), "wrong_type"),
        (np.ma.array([1.0, 2.0]), "wrong_type"),
        (np.array([1, 2]), "wrong_type"),
        (np.array([[1.0, 2.0]]), "wrong_shape"),
        (np.array([1.0, np.nan]), "not_finite"),
        (np.array([1.0, 2.001]), "values_differ"),
        (None, "wrong_type"),
    ],
)
def test_an_array_is_refused_for_its_first_fault(value, found):
    assert kind(value, np.array([1.0, 2.0]), (np.array([0.5]),)) == found


@pytest.mark.parametrize(
    ("value", "expected", "found"),
    [
        (6, 6, None),
        (np.int64(6), 6, None),
        (6.0, 6, "wrong_type"),
        (True, 1, "wrong_type"),
        (0.5, 0.5, None),
        (np.float32(0.5), 0.5, None),
        (1, 1.0, "wrong_type"),
        (True, True, None),
        (1, True, "wrong_type"),
        ("same", "same", None),
        (b"same", "same", "wrong_type"),
        ((1, 2), (1, 2), None),
        ([1, 2], (1, 2), None),
        ((1, 2, 3), (1, 2), "wrong_length"),
        (range(3), [0, 1, 2], None),
        (np.arange(3), [0, 1, 2], None),
        ([0, 2, 1], [0, 1, 2], "values_differ"),
    ],
)
def test_plain_values(value, expected, found):
    assert kind(value, expected) == found


def test_whole_numbers_count_only_where_inputs_are_whole():
    result = np.array([[1, 2]])
    assert kind(result, result.astype(float), (np.array([[3]]),)) is None
    assert kind(result, result.astype(float), (np.array([[0.5]]),)) == "wrong_type"


def test_tolerance_is_that_of_float32():
    expected, inputs = np.array([1000.0, 0.001]), (np.array([10.0]), [(np.array([-5000.0]),)])
    assert compare.tolerance(expected, inputs) == pytest.approx(1e-2)
    assert compare.tolerance(np.zeros(2), inputs) == pytest.approx(5e-3)


def test_changes_of_values_shapes_and_types_are_seen():
    before = (np.arange(4), [np.ones(2)], {"a": np.zeros(1)}, 3)

    def after(position, value):
        return tuple(value if i == position else old for i, old in enumerate(before))

    assert compare.changed(before, before) is None
    assert compare.changed(before, after(0, np.arange(4).reshape(2, 2))) == 0
    assert compare.changed(before, after(0, np.arange(4.0))) == 0
    assert compare.changed(before, after(1, [np.zeros(2)])) == 1
    assert compare.changed(before, after(2, {})) == 2


def test_views_share_memory_and_copies_do_not():
    array = np.arange(6.0)
    assert compare.shares_memory(array[::2], (array,))
    assert compare.shares_memory((1, array.reshape(2, 3)), ([array],))
    assert not compare.shares_memory(array.copy(), (array,))


def test_a_mistake_that_equals_the_answer_explains_nothing():
    assert compare.matches(np.ones(2), np.ones(2), np.zeros(2))
    assert not compare.matches(np.ones(2), np.ones(2), np.ones(2))
    assert compare.matches((1, 9), (..., 9), (1, 2))
    assert not compare.matches((1, 9), (..., 2), (1, 2))
