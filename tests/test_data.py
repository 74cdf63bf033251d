"""Pictures and digits come from packages, with the promised shapes, types and split."""

import numpy as np
import pytest
import scipy.signal

from cnnlabs import data


@pytest.mark.parametrize("name", data.PICTURES)
def test_pictures(name):
    picture = data.picture(name, height=40)
    assert picture.shape[0] == 40
    assert picture.ndim == 2
    assert picture.dtype == np.float32
    assert 0 <= picture.min() < 0.5 < picture.max() <= 1


def test_colour_keeps_three_channels_and_proportions():
    assert data.picture("chelsea", height=96, colour=True).shape == (96, 144, 3)


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [
        (("lena",), {}, "choose one of astronaut"),
        (("camera",), {"colour": True}, "is grey"),
        (("camera", 0), {}, "at least 1"),
    ],
)
def test_bad_requests_say_what_to_do(args, options, words):
    with pytest.raises(ValueError, match=words):
        data.picture(*args, **options)


def test_a_change_of_a_picture_stays_with_its_owner():
    data.picture("camera", height=20)[:] = 0
    assert data.picture("camera", height=20).max() > 0


def test_digits_are_split_without_overlap_and_hold_every_class():
    digits = data.digits()
    assert digits.train_x.shape == (4000, 28, 28, 1)
    assert digits.held_out_x.shape == (1000, 28, 28, 1)
    assert digits.train_x.dtype == np.float32
    assert set(digits.held_out_y) == set(digits.train_y) == set(range(10))
    rows = np.concatenate([digits.train_x, digits.held_out_x]).reshape(5000, -1)
    _, labels = np.unique(rows, axis=0, return_inverse=True)
    assert not set(labels[:4000]) & set(labels[4000:])


def test_the_digits_are_the_same_at_every_call_and_belong_to_the_caller():
    first = data.digits()
    first.train_x[:] = 0
    assert data.digits().train_x[0].any()


def test_the_handouts_example_holds():
    logits = scipy.signal.correlate2d(data.HANDOUT_IMAGE, data.LAPLACIAN, mode="valid")
    assert np.array_equal(logits, data.HANDOUT_LOGITS)


def test_constants_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        data.LAPLACIAN[0, 0] = 1
