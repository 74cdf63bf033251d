# ---
# jupyter:
#   cnnlabs:
#     title: Stride
#     minutes: 130
#     prerequisites: Labs 1 and 2; sines and cosines for section 8
#     points: 24
#     bonus: 4
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 3: Stride
#
# A convolutional layer has few weights and many units. The units cost memory, and every one of them
# costs work. The simplest way to have fewer is to let the window take larger steps. In this lab you
# write the strided layer and find out what it costs, which pixels it never looks at, how far into the
# picture a unit of a deep network sees, and why a fine texture turns into a coarse one that is not
# there.
#
# **You will be able to**
# - compute the size, the units and the work of a strided layer;
# - say which pixels a layer leaves out, and which inputs share an output size;
# - spread a kernel by dilation, and compute the receptive field of any stack of layers;
# - explain aliasing, and prevent it;
# - send a gradient back through a strided layer.
#
# **Before you start**: you have done labs 1 and 2, or know what a convolutional layer and 'same'
# padding are. The lab follows slides 18 to 22 of *06 - Convolutional Neural Networks* (F. Pitié,
# Trinity College Dublin, 2024/2025), "the handout" from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. It brings along `conv2d(x, w, b)`, the layer of lab 1 ready made: `x` (N, H, W,
# Cin), `w` (kh, kw, Cin, Cout), `b` (Cout,), stride 1, no padding. It takes numbers of any type, and
# its result is a float array.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet
from cnnlabs.layers import conv2d

import keras
import numpy as np
import scipy.ndimage
import tensorflow as tf

# %% [markdown]
# ## 1. Few weights, many units
#
# Slide 18 has a layer of sixteen 5 x 5 kernels over a colour picture of 2000 x 2000 pixels. How many
# weights has it, and how many units?
#
# > **Slide and library differ.** The slide counts 1200 weights and leaves out the biases, one for
# > each kernel. Its 64 million units need `padding="same"`. The code as printed has Keras' default,
# > 'valid', and makes fewer.

# %% tags=["demo"]
for padding in ("same", "valid"):
    layer = keras.layers.Conv2D(16, (5, 5), padding=padding)
    _, height, width, channels = layer.compute_output_shape((None, 2000, 2000, 3))
    print(f"{padding:5}: {height} x {width} x {channels} = {height * width * channels:,} units")
layer.build((None, 2000, 2000, 3))
kernel_weights, biases = (int(np.prod(part.shape)) for part in layer.weights)
print(f"weights {kernel_weights}, biases {biases}, together {layer.count_params()}")
print(f"memory of the 'same' units in float32: {4 * 2000 * 2000 * 16 // 10**6} million bytes")

# %% [markdown]
# ## 2. Larger steps
#
# The **stride** $s$ is the distance between one stop of the window and the next. With stride 2 the
# window moves by two pixels along a row, and by two rows when the row is done. Stride 1 is the layer
# that you know. Below, stride 2 on a picture of 7 x 7: count the stops, and watch where each number
# goes.

# %% tags=["demo"]
rng = np.random.default_rng(4)
seven = rng.integers(0, 10, (7, 7))
draw.sweep(
    seven,
    data.LAPLACIAN,
    alt="Animation: a 3 by 3 window with the Laplacian's weights moves over a 7 by 7 picture in steps of two "
    "pixels. It stops nine times, in three rows of three; at each stop the products and their sum are "
    "written out and the sum enters the 3 by 3 output.",
    strides=(2, 2),
)

# %% [markdown]
# Slides 20 to 22 have a picture of 16 x 16 and a 3 x 3 kernel without padding. In the figure, a blue
# pixel is the middle of a window that is computed. A hatched pixel can never be a middle, whatever
# the stride: its window would reach over the border.


# %% tags=["demo"]
def middles(n, k, stride):
    """Return which pixels of n x n are the middle of a computed k x k window, k odd."""
    kept = np.zeros((n, n), bool)
    half = k // 2
    kept[half : n - half : stride, half : n - half : stride] = True
    return kept


def masks_figure(strides):
    """Return a figure with the pixels of 16 x 16 that stay, one panel for each stride."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(3.6 * len(strides), 3.9), facecolor="white")
    for axes, stride in zip(figure.subplots(1, len(strides)), strides, strict=True):
        kept = middles(16, 3, stride)
        for (row, col), stays in np.ndenumerate(kept):
            border = not 1 <= row <= 14 or not 1 <= col <= 14
            face, hatch = (
                ("#0a5fa8", "") if stays else ("0.85", "////") if border else ("white", "")
            )
            axes.add_patch(Rectangle((col, row), 1, 1, fc=face, ec="0.45", lw=0.6, hatch=hatch))
        side = int(kept.any(axis=1).sum())
        axes.set(xlim=(0, 16), ylim=(16, 0), aspect="equal", xticks=[], yticks=[])
        axes.set_title(f"stride {stride}: {side} x {side} of 256 pixels", size=12)
    figure.tight_layout()
    return figure


draw.show(
    masks_figure([2, 3, 4]),
    alt="Three pictures of 16 by 16 pixels with a hatched frame one pixel wide. Blue pixels are the middles "
    "of computed windows: 7 by 7 of them two pixels apart for stride 2, 5 by 5 three apart for stride 3, "
    "4 by 4 four apart for stride 4. All grids begin in row 1 and column 1.",
)
for stride in (1, 2, 3, 4):
    kept = int(middles(16, 3, stride).sum())
    print(f"stride {stride}: {kept:3} of 256 positions remain, 1 in {256 / kept:.1f}")

# %% [markdown]
# > **Slide and library differ.** The slides say that 1 in 4, 1 in 9 and 1 in 16 is kept. That is the
# > share in a picture without a border. The numbers above count the border. The caption of the last
# > of these slides, which shows stride 4, says stride 3; its "1 in 16" belongs to stride 4. And
# > Keras' argument is `strides`, not `stride`:

# %% tags=["demo"]
try:
    keras.layers.Conv2D(1, [3, 3], padding="valid", stride=2)
except ValueError as error:
    print(f"{type(error).__name__}: {str(error).split(':')[0]}")
inputs = keras.Input((16, 16, 1))
for stride in (2, 3, 4):
    result = keras.layers.Conv2D(1, [3, 3], padding="valid", strides=stride)(inputs)
    print(f"strides={stride}: {result.shape[1]} x {result.shape[2]}")

# %% [markdown]
# How many outputs are there along an axis of $n$ pixels with a kernel of $k$ entries? Without padding
# the first window begins at pixel 0. The last one may begin at pixel $n - k$ at most. In between lie
# as many steps as fit:
#
# $$m_{\mathrm{valid}} = \left\lfloor \frac{n - k}{s} \right\rfloor + 1
# \qquad\qquad m_{\mathrm{same}} = \left\lceil \frac{n}{s} \right\rceil$$
#
# A step that does not fit is not made: the number is rounded **down**. 'same' is different. It has
# one window for every $s$ pixels that have begun, so it is rounded **up**, and zeros fill what is
# missing. The size of the kernel plays no part in it.
#
# ### Exercise 1: how large is the output? (2 points)
#
# Write `output_size(n, k, stride, padding)`: the number of outputs along an axis, an `int`. `padding`
# is `'valid'` or `'same'`. For `'valid'`, `n >= k`; for `'same'` the kernel may be larger than the
# picture. The stride may be larger than both.
#
# <details><summary>Hint 1</summary>
#
# Python's `//` rounds down. Check your function with the three slides: 7, 5 and 4.
#
# </details>
# <details><summary>Hint 2</summary>
#
# To round up in whole numbers, add one less than the divisor before you divide. Or negate, divide
# with `//`, and negate again.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "output_size", "locked": false, "schema_version": 3, "solution": true, "task": false}
def output_size(n, k, stride, padding):
    """Return the number of outputs of a kernel of k entries over n pixels, an int."""
    ### BEGIN SOLUTION
    if padding == "same":
        return -(-n // stride)
    return (n - k) // stride + 1
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_output_size", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# A window of 7 on 20 pixels in steps of 3.
check.returns(
    output_size, 20, 7, 3, "valid", expected=5,
    mistakes={
        "valid_off_by_one": 4, "stops_rounded_up": 6, "valid_as_same": 7, "stride_one_size": 14,
    },
)  # fmt: skip
check.returns(
    output_size, 11, 5, 2, "same", expected=6,
    mistakes={"outputs_rounded_down": 5, "kernel_in_same": 4, "stride_one_size": 11},
)  # fmt: skip
# Slides 20 to 22.
for stride, side in [(2, 7), (3, 5), (4, 4)]:
    check.returns(output_size, 16, 3, stride, "valid", expected=side)
# Slide 18 at stride 1, and a size that is a multiple of the stride.
check.returns(output_size, 2000, 5, 1, "valid", expected=1996)
check.returns(output_size, 2000, 5, 1, "same", expected=2000, mistakes={"stops_rounded_up": 2001})
check.returns(output_size, 12, 3, 4, "same", expected=3, mistakes={"stops_rounded_up": 4})
# A single window, and a kernel and a stride larger than the picture.
check.returns(output_size, 5, 5, 3, "valid", expected=1)
check.returns(output_size, 3, 5, 4, "same", expected=1, mistakes={"outputs_rounded_down": 0})
### BEGIN HIDDEN TESTS
for n, k in [(1, 1), (2, 1), (5, 5), (7, 2), (8, 3), (31, 6), (30, 7), (12, 11), (9, 4)]:
    for stride in (1, 2, 3, 5, 13):
        for padding in ("valid", "same"):
            layer = keras.layers.Conv1D(1, k, strides=stride, padding=padding)
            counted = layer.compute_output_shape((None, n, 1))[1]
            check.returns(output_size, n, k, stride, padding, expected=counted)
for n, k, stride, counted in [(2, 5, 1, 2), (4, 9, 3, 2), (1, 3, 2, 1)]:
    check.returns(output_size, n, k, stride, "same", expected=counted)
### END HIDDEN TESTS

# %% [markdown]
# With your function, the units of slide 18's layer at larger strides. Stride 2 leaves a quarter,
# stride 3 about a ninth.

# %% tags=["demo"]
for stride in (1, 2, 3, 4):
    side = output_size(2000, 5, stride, "same")
    print(f"stride {stride}: {side:4} x {side:4} x 16 = {side * side * 16:>10,} units")

# %% [markdown]
# ## 3. The strided layer
#
# The formula of the layer changes in one place: output $(i, j)$ has its window at
# $(i\, s_h, j\, s_w)$.
#
# $$\mathrm{out}_{n,i,j,k} = b_k + \sum_{a} \sum_{b} \sum_{c} w_{a,b,c,k} \; x_{n,\,i s_h + a,\,j s_w + b,\,c}$$
#
# The two strides may differ. The vertical one comes first. With 'same', zeros are put around the
# picture first. Along each axis there are, in all,
#
# $$p = \max\bigl((m - 1)\, s + k - n, \; 0\bigr)$$
#
# of them, where $m$ is the number of outputs. Half of them come before the picture, rounded down, and
# the rest behind it: an odd one lies at the bottom or at the right. So the zeros depend on the
# stride. Here is the border of a 3 x 3 kernel on 6 pixels, zeros marked by -1: at stride 2 there is
# one zero, at its end.

# %% tags=["demo"]
bordered = {}
for stride in (1, 2, 3, 4):
    marks = keras.ops.conv(np.ones((1, 6, 1)), np.eye(3)[:, None], strides=stride, padding="same")
    bordered[f"stride {stride}"] = np.where(np.asarray(marks)[0] == 1, 1, -1)
draw.grids(
    bordered,
    alt="Which entries of a 3-entry window on 6 pixels meet a pixel (1) or a zero (-1), one row for each "
    "output. Stride 1 has six rows: the first begins with a zero and the last ends with one. Stride 2 "
    "has three rows, and only the last ends with a zero. Strides 3 and 4 have two rows each: stride 3 meets no "
    "zero, stride 4 meets one at its end.",
)

# %% [markdown]
# ### Exercise 2: a strided layer (4 points)
#
# Write `conv2d_strided(x, w, b, strides, padding)`: `x` (N, H, W, Cin), `w` (kh, kw, Cin, Cout), `b`
# (Cout,), `strides` a pair (vertical, horizontal), `padding` `'valid'` or `'same'`, as TensorFlow
# does it. Return (N, rows, columns, Cout), with the numbers of rows and columns from exercise 1. For
# 'valid' the kernel fits into the picture; for 'same' it may be larger. Inputs may hold bytes.
#
# This exercise is not by hand: use the ready `conv2d`, or loops of your own, and pad as you like.
#
# <details><summary>Hint 1</summary>
#
# At stride 1, every window is computed. Which of its outputs are the ones that stride 2 computes?
# What does that say about the order of padding, convolving and choosing?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Compute the zeros along one axis in a helper function of three numbers, and call it once with the
# rows and once with the columns. Take care to use the strided formula for $p$, even if you convolve
# at stride 1 afterwards.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_strided", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_strided(x, w, b, strides, padding):
    """Return the layer of x with w and b at strides (sh, sw), 'valid' or 'same'."""
    ### BEGIN SOLUTION
    (kh, kw), (sh, sw) = w.shape[:2], strides

    def zeros(n, k, s):
        total = max((-(-n // s) - 1) * s + k - n, 0)
        return total // 2, total - total // 2

    if padding == "same":
        x = np.pad(x, ((0, 0), zeros(x.shape[1], kh, sh), zeros(x.shape[2], kw, sw), (0, 0)))
    return conv2d(x, w, b)[:, ::sh, ::sw].copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_strided", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def keras_strided(x, w, b, strides, padding):
    """Return Keras' strided layer in float64."""
    x, w = np.asarray(x, dtype=np.float64), np.asarray(w, dtype=np.float64)
    return np.asarray(keras.ops.conv(x, w, strides=tuple(strides), padding=padding)) + b


def every_stop(x, w, b, padding):
    """Return the layer at stride 1: more stops than there should be."""
    return keras_strided(x, w, b, (1, 1), padding)


def mirrored(x, w, b, strides, padding):
    """Return the layer with the odd zero first: all is turned, there and back."""
    turned = keras_strided(x[:, ::-1, ::-1], w[::-1, ::-1], b, strides, padding)
    return turned[:, ::-1, ::-1]


def from_corner(x, w, b, strides, padding):
    """Return 'same' with all its zeros at the bottom and at the right."""
    room = ((0, 0), (0, w.shape[0] + strides[0]), (0, w.shape[1] + strides[1]), (0, 0))
    rows, cols = (-(-n // s) for n, s in zip(x.shape[1:3], strides, strict=True))
    result = keras_strided(np.pad(x, room), w, b, strides, "valid")[:, :rows, :cols]
    return result if padding == "same" else None


strided_mistakes = {
    "strides_swapped": lambda x, w, b, s, p: keras_strided(x, w, b, s[::-1], p),
    "vertical_stride_only": lambda x, w, b, s, p: keras_strided(x, w, b, (s[0], s[0]), p),
    "stride_along_one_axis": check.either(
        lambda x, w, b, s, p: keras_strided(x, w, b, (s[0], 1), p),
        lambda x, w, b, s, p: keras_strided(x, w, b, (1, s[1]), p),
        lambda x, w, b, s, p: keras_strided(x, w, b, (s[1], s[1]), p),
    ),
    "stride_one_size": lambda x, w, b, s, p: every_stop(x, w, b, p),
    "partial_dropped": lambda x, w, b, s, p: keras_strided(x, w, b, s, "valid"),
    "first_stop_skipped": check.either(
        lambda x, w, b, s, p: every_stop(x, w, b, p)[:, 1 :: s[0], 1 :: s[1]],
        lambda x, w, b, s, p: every_stop(x, w, b, p)[:, s[0] - 1 :: s[0], s[1] - 1 :: s[1]],
    ),
    "last_stop_missing": lambda x, w, b, s, p: keras_strided(x, w, b, s, p)[:, :-1, :-1],
    "partial_kept": lambda x, w, b, s, p: keras_strided(x, w, b, s, "same"),
    "same_border_of_stride_one": lambda x, w, b, s, p: every_stop(x, w, b, p)[:, :: s[0], :: s[1]],
    "same_odd_pixel_first": mirrored,
    "same_from_corner": from_corner,
    "subsampled_first": lambda x, w, b, s, p: every_stop(x[:, :: s[0], :: s[1]], w, b, p),
    "bias_missing": lambda x, w, b, s, p: keras_strided(x, w, 0 * b, s, p),
    "kernel_flipped": lambda x, w, b, s, p: keras_strided(x, w[::-1, ::-1], b, s, p),
    "kernel_axes_swapped": lambda x, w, b, s, p: keras_strided(x, w.transpose(1, 0, 2, 3), b, s, p),
    "first_channel_only": lambda x, w, b, s, p: keras_strided(x[..., :1], w[:, :, :1], b, s, p),
    "first_image_only": check.either(
        lambda x, w, b, s, p: keras_strided(x[:1], w, b, s, p),
        lambda x, w, b, s, p: keras_strided(x[:1].repeat(len(x), axis=0), w, b, s, p),
    ),
}
rng = np.random.default_rng(20)
before = None
for x_shape, w_shape, strides in [
    ((2, 9, 12, 3), (3, 3, 3, 4), (2, 3)), ((2, 9, 12, 3), (3, 3, 3, 4), (2, 3)),
    ((1, 10, 8, 1), (3, 2, 1, 1), (3, 2)), ((2, 8, 11, 2), (2, 5, 2, 3), (1, 4)),
    ((2, 6, 6, 2), (3, 3, 2, 1), (2, 2)),
]:  # fmt: skip
    x, w, b = rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[-1])
    for padding in ("valid", "same"):
        check.returns(
            conv2d_strided, x, w, b, strides, padding,
            expected=keras_strided(x, w, b, strides, padding),
            mistakes=strided_mistakes | {"earlier_result": before},
        )  # fmt: skip
    before = keras_strided(x, w, b, strides, "valid")
# Windows that lie apart; a kernel larger than the picture; bytes.
x, w, b = (rng.integers(0, 256, s, dtype=np.uint8) for s in [(2, 11, 9, 2), (2, 1, 2, 3), (3,)])
for padding in ("valid", "same"):
    check.returns(
        conv2d_strided, x, w, b, (4, 3), padding,
        expected=keras_strided(x, w, b, (4, 3), padding), mistakes=strided_mistakes,
    )  # fmt: skip
x, w, b = rng.normal(size=(1, 3, 4, 2)), rng.normal(size=(5, 6, 2, 1)), rng.normal(size=1)
check.returns(
    conv2d_strided, x, w, b, (2, 3), "same",
    expected=keras_strided(x, w, b, (2, 3), "same"), mistakes=strided_mistakes,
)  # fmt: skip
### BEGIN HIDDEN TESTS
for x_shape, w_shape, strides in [
    ((1, 5, 7, 1), (1, 1, 1, 1), (1, 1)), ((3, 12, 9, 2), (4, 3, 2, 5), (3, 1)),
    ((2, 7, 7, 3), (7, 2, 3, 2), (5, 2)), ((2, 9, 10, 2), (2, 2, 2, 2), (3, 5)),
    ((2, 9, 10, 2), (2, 2, 2, 2), (3, 5)), ((1, 13, 6, 4), (5, 6, 4, 1), (2, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, b = (9 * rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[-1:]))
        x, w, b = (
            np.abs(a).astype(dtype) if dtype == np.uint8 else a.astype(dtype) for a in (x, w, b)
        )
        for padding in ("valid", "same"):
            check.returns(
                conv2d_strided, x, w, b, strides, padding,
                expected=keras_strided(x, w, b, strides, padding), mistakes=strided_mistakes,
            )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Your layer on a photograph: a kernel that looks for vertical edges, at strides of 1, 2 and 4. The
# result has fewer pixels and tells much the same.

# %% tags=["demo"]
camera = data.picture("camera", height=128)
edges = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])[..., None, None] / 4
draw.responses(
    camera,
    {
        f"strides ({s}, {s})": conv2d_strided(
            camera[None, ..., None], edges, np.zeros(1), (s, s), "same"
        )[0, ..., 0]
        for s in (1, 2, 4)
    },
    alt="The photograph of the man with the camera, and its response to a kernel for vertical edges at "
    "strides 1, 2 and 4. The outlines of man and tripod appear in blue and orange in all three, with "
    "larger pixels from left to right. The lines along the left and right border come from the zeros.",
)

# %% [markdown]
# ### A strided layer is a subsampled layer
#
# Compute every output at stride 1, then keep every second one: that gives what stride 2 gives.
# Keeping every $s$-th entry is called **subsampling**. It is a good way to understand strides and a
# bad way to compute them, because most of the work is thrown away.
#
# ### Exercise 3: subsample (1 point)
#
# Write `subsample(y, strides)`: `y` (N, H, W, C), `strides` (vertical, horizontal). Keep every row
# and column whose index is a multiple of its stride, and all pictures and channels. The result has
# the type of `y` (or is float) and is a new array: changing it does not change `y`.
#
# <details><summary>Hint 1</summary>
#
# What does a slice with two colons do? Row 0 and column 0 are kept.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Which axis is the batch? And who owns the memory that a slice of an array shows?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "subsample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def subsample(y, strides):
    """Return every sh-th row and sw-th column of y (N, H, W, C), beginning with the first."""
    ### BEGIN SOLUTION
    sh, sw = strides
    return y[:, ::sh, ::sw, :].copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_subsample", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
def picked(y, strides):
    """Return what Keras keeps of y when it pools windows of one pixel."""
    kept = keras.ops.max_pool(y.astype(np.float64), (1, 1), strides=strides, padding="valid")
    return np.asarray(kept).astype(y.dtype)


subsample_mistakes = {
    "batch_subsampled": lambda y, s: y[:: s[0], :: s[1]],
    "channels_subsampled": lambda y, s: y[:, :, :: s[0], :: s[1]],
    "strides_swapped": lambda y, s: picked(y, s[::-1]),
    "vertical_stride_only": lambda y, s: picked(y, (s[0], s[0])),
    "stride_along_one_axis": check.either(
        lambda y, s: picked(y, (s[0], 1)), lambda y, s: picked(y, (1, s[1])),
        lambda y, s: picked(y, (s[1], s[1])),
    ),
    "first_stop_skipped": check.either(
        lambda y, s: y[:, 1 :: s[0], 1 :: s[1]],
        lambda y, s: y[:, s[0] - 1 :: s[0], s[1] - 1 :: s[1]],
        lambda y, s: y[:, s[0] // 2 :: s[0], s[1] // 2 :: s[1]],
    ),
    "last_stop_missing": check.either(
        lambda y, s: picked(y, s)[:, : y.shape[1] // s[0], : y.shape[2] // s[1]],
        lambda y, s: picked(y, s)[:, :-1, :-1],
    ),
    "stride_one_size": lambda y, s: y,
}  # fmt: skip
rng = np.random.default_rng(21)
for shape, strides in [
    ((4, 7, 10, 5), (2, 3)), ((4, 7, 10, 5), (2, 3)), ((1, 9, 8, 1), (4, 1)), ((2, 3, 6, 2), (5, 2)),
]:  # fmt: skip
    y = rng.normal(size=shape)
    check.returns(subsample, y, strides, expected=picked(y, strides), mistakes=subsample_mistakes)
check.returns(subsample, y, (1, 1), expected=y)
for y in (rng.integers(0, 256, (2, 5, 6, 2), dtype=np.uint8), rng.integers(-9, 9, (1, 5, 6, 3))):
    check.returns(subsample, y, (2, 3), expected=picked(y, (2, 3)), mistakes=subsample_mistakes)
### BEGIN HIDDEN TESTS
for shape, strides in [((3, 8, 8, 3), (3, 7)), ((2, 1, 5, 1), (2, 2)), ((5, 6, 4, 2), (1, 3))]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        y = np.abs(99 * rng.normal(size=shape)).astype(dtype)
        check.returns(
            subsample, y, strides, expected=picked(y, strides), mistakes=subsample_mistakes
        )
        y = (y + 1).astype(dtype)
        check.returns(
            subsample, y, strides, expected=picked(y, strides), mistakes=subsample_mistakes
        )
### END HIDDEN TESTS

# %% [markdown]
# Does it hold? Keras' strided layer against Keras' stride-1 layer, subsampled by your function.
# Without padding the two are the same. With 'same' they may look at other pixels, because the zeros
# depend on the stride.

# %% tags=["demo"]
rng = np.random.default_rng(5)
x, w = rng.normal(size=(2, 12, 17, 3)), rng.normal(size=(3, 3, 3, 4))
for padding in ("valid", "same"):
    for strides in [(2, 3), (3, 2)]:
        every = np.asarray(keras.ops.conv(x, w, strides=1, padding=padding))
        strided = np.asarray(keras.ops.conv(x, w, strides=strides, padding=padding))
        alike = np.allclose(subsample(every, strides), strided)
        share = strided.size / every.size
        print(
            f"{padding:5} strides {strides}: the same: {alike}, outputs that are kept: {share:.0%}"
        )

# %% [markdown]
# ## 4. Pixels that nobody sees
#
# Rounding down has a price. When the last step does not fit, the pixels behind the last window are in
# no window at all: the network does not know them. When the stride is larger than the kernel there
# are gaps between the windows as well.
#
# Try it. Each row of the figure is one stop; orange (1) is where the kernel's entries lie. A hatched
# column is a pixel that no window covers. Dilation is the subject of section 6: it spreads the
# entries of the kernel.


# %% tags=["demo"]
def stops(n, k, stride, dilation=1):
    """Return a row for each stop: 1 where the kernel's entries lie, 0 elsewhere, NaN if never seen."""
    reach = (k - 1) * dilation + 1
    starts = np.arange(0, n - reach + 1, stride)
    rows = np.zeros((len(starts), n))
    for row, start in zip(rows, starts, strict=True):
        row[start : start + reach : dilation] = 1
    rows[:, ~rows.any(axis=0)] = np.nan
    return rows


def stops_figure(kernel, stride, dilation):
    """Return the figure of all stops on 16 pixels, with the size and the dropped pixels as title."""
    rows = stops(16, kernel, stride, dilation)
    dropped = int(np.isnan(rows[0]).sum())
    return draw.grids_figure({f"{len(rows)} outputs, {dropped} of 16 pixels dropped": rows})


draw.sliders(
    stops_figure,
    {"kernel": (1, 5, 1, 3), "stride": (1, 6, 1, 4), "dilation": (1, 3, 1, 1)},
    alt="Sliders for kernel, stride and dilation at 3, 4 and 1, above a grid with a row for each of four stops "
    "on 16 pixels. The windows cover pixels 0 to 2, 4 to 6, 8 to 10 and 12 to 14; columns 3, 7, 11 and 15 are "
    "hatched: four pixels are dropped.",
    columns=3,
)

# %% [markdown]
# ### Exercise 4: count the dropped pixels (2 points)
#
# Write `dropped_pixels(n, k, stride)`: how many of the `n` positions along an axis lie in no window
# of `k` entries, without padding (`n >= k`). Positions behind the last window count, and so do gaps
# between windows. Return an `int`; it is never negative.
#
# <details><summary>Hint 1</summary>
#
# Count what is covered, and take it from `n`. How many windows are there?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Every window but the last one adds either `stride` covered pixels or `k`, whichever is smaller. How
# many does the last one add?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "dropped_pixels", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropped_pixels(n, k, stride):
    """Return how many of n positions lie in no valid window of k entries, an int."""
    ### BEGIN SOLUTION
    windows = (n - k) // stride + 1
    covered = (windows - 1) * min(k, stride) + k
    return n - covered
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_dropped_pixels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Windows that overlap: slide 20, and one whose last step is far from fitting.
check.returns(
    dropped_pixels, 16, 3, 2, expected=1,
    mistakes={
        "stops_rounded_up": -1, "overlap_counted_twice": check.either(-5, 5), "stops_counted": 9,
        "remainder_of_size": 0,
    },
)  # fmt: skip
check.returns(
    dropped_pixels, 12, 5, 4, expected=3,
    mistakes={
        "stops_rounded_up": -1, "overlap_counted_twice": 2, "remainder_of_size": 0,
        "stops_counted": 10,
    },
)  # fmt: skip
check.returns(
    dropped_pixels, 10, 4, 3, expected=0,
    mistakes={
        "overlap_counted_twice": check.either(-2, 2), "remainder_of_size": 1, "stops_counted": 7,
    },
)  # fmt: skip
# Windows that lie apart, with a tail of four pixels and then without any.
check.returns(
    dropped_pixels, 16, 2, 5, expected=10,
    mistakes={
        "tail_only": 4, "gaps_only": 6, "gap_after_last_window": check.either(9, 13),
        "stops_counted": 13, "remainder_of_size": 1, "stops_rounded_up": 8,
    },
)  # fmt: skip
check.returns(
    dropped_pixels, 17, 3, 7, expected=8,
    mistakes={"tail_only": 0, "gap_after_last_window": 12, "remainder_of_size": 3},
)  # fmt: skip
check.returns(dropped_pixels, 9, 2, 20, expected=7, mistakes={"stops_counted": 8})
### BEGIN HIDDEN TESTS
for n in (1, 2, 5, 6, 7, 16, 23):
    for k in range(1, min(n, 8) + 1):
        for stride in (1, 2, 3, 4, 6, 9):
            seen = {start + a for start in range(0, n - k + 1, stride) for a in range(k)}
            check.returns(dropped_pixels, n, k, stride, expected=n - len(seen))
### END HIDDEN TESTS

# %% [markdown]
# With your function, along one axis: how many pixels do the first layers of well-known networks drop,
# if they do not pad? And the slides' three strides.

# %% tags=["demo"]
for name, n, k, stride in [
    ("slide 20", 16, 3, 2),
    ("slide 21", 16, 3, 3),
    ("slide 22", 16, 3, 4),
    ("AlexNet, 11 entries on 227", 227, 11, 4),
    ("the same layer on 224", 224, 11, 4),
    ("patches of 16 on 224", 224, 16, 16),
]:
    print(f"{name:27} stride {stride:2}: {dropped_pixels(n, k, stride)} dropped")

# %% [markdown]
# The other side of the same coin: inputs of several sizes give an output of one size. A layer that
# goes from small to large, as in lab 5, has to be told which of them is meant.
#
# ### Exercise 5: which inputs give this output? (2 points)
#
# Write `input_sizes(output, k, stride)`: all sizes `n` from which a kernel of `k` entries at this
# stride makes exactly `output` outputs without padding. A list of whole numbers, the smallest first.
# `output` is at least 1.
#
# <details><summary>Hint 1</summary>
#
# Take the figure above with stride 4. Which of its 16 pixels could you take away from the end without
# losing a stop? How many could you add?
#
# </details>
# <details><summary>Hint 2</summary>
#
# In the smallest input, the last window ends with the last pixel. From there, add pixels one at a
# time until another step fits.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "input_sizes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def input_sizes(output, k, stride):
    """Return the sorted list of all n with this number of valid outputs."""
    ### BEGIN SOLUTION
    smallest = (output - 1) * stride + k
    return [smallest + more for more in range(stride)]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_input_sizes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Four outputs of a window of 2 at stride 5.
check.returns(
    input_sizes, 4, 2, 5, expected=[17, 18, 19, 20, 21],
    mistakes={
        "one_size_only": check.either(
            [17], [21], check.when(lambda n: isinstance(n, int | np.integer))
        ),
        "one_size_too_many": check.either([17, 18, 19, 20, 21, 22], [16, 17, 18, 19, 20, 21]),
        "one_size_too_few": check.either([17, 18, 19, 20], [18, 19, 20, 21]),
        "sizes_shifted": check.when(lambda sizes: np.array_equal(np.diff(sizes), [1, 1, 1, 1])),
    },
)  # fmt: skip
# Slide 20: seven outputs. A picture of 15 would have done.
check.returns(
    input_sizes, 7, 3, 2, expected=[15, 16],
    mistakes={
        "one_size_only": check.either(
            [15], [16], check.when(lambda n: isinstance(n, int | np.integer))
        ),
        "one_size_too_many": check.either([15, 16, 17], [14, 15, 16]),
        "sizes_shifted": check.either([14, 15], [16, 17], [17, 18], [13, 14]),
    },
)  # fmt: skip
# At stride 1 there is one size; one output fits into several.
check.returns(
    input_sizes, 6, 3, 1, expected=[8],
    mistakes={
        "one_size_too_many": check.either([8, 9], [7, 8]),
        "one_size_too_few": check.when(lambda sizes: len(sizes) == 0),
        "sizes_shifted": check.either([7], [9], [6]),
    },
)  # fmt: skip
check.returns(input_sizes, 1, 4, 3, expected=[4, 5, 6])
### BEGIN HIDDEN TESTS
for output in (1, 2, 3, 6, 11):
    for k in (1, 2, 3, 5, 8):
        for stride in (1, 2, 3, 4, 7):
            sizes = [
                n
                for n in range(k, stride * (output + 2) + k)
                if len(range(0, n - k + 1, stride)) == output
            ]
            check.returns(input_sizes, output, k, stride, expected=sizes)
### END HIDDEN TESTS

# %% [markdown]
# Each stride gives as many sizes as it is long. Seven outputs at stride 2 come from the 16 pixels of slide
# 20, and from one pixel fewer.

# %% tags=["demo"]
for output in (4, 5, 7):
    for stride in (2, 3, 4):
        print(
            f"{output} outputs of a window of 3 at stride {stride}: n from",
            input_sizes(output, 3, stride),
        )

# %% [markdown]
# ## 5. What it costs
#
# The work of a layer is counted in **multiply-adds** (MACs): a weight times a pixel, added to a sum.
# Each output needs one for every weight of its filter, so
#
# $$\mathrm{MACs} = m_h \, m_w \, c_{out} \cdot k_h \, k_w \, c_{in}$$
#
# with the numbers of outputs $m_h$ and $m_w$ along the two axes. A stride of $s$ along both divides
# the work by about $s^2$, and the units too.
#
# ### Exercise 6: multiply-adds of a layer (2 points)
#
# Write `conv_macs(height, width, kh, kw, c_in, c_out, strides, padding)` for one picture; an `int`.
# `strides` is (vertical, horizontal), `padding` `'valid'` or `'same'`. Products with the zeros of a
# padding count like all others. Adding the biases is not counted.
#
# <details><summary>Hint 1</summary>
#
# First count the outputs, with the formulas of section 2, once for each axis. The picture's own size
# counts no more after that.
#
# </details>
# <details><summary>Hint 2</summary>
#
# One output takes part in one sum. How many products has the sum? Multiply by the number of outputs
# of all filters.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv_macs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    """Return the multiply-adds of a convolutional layer on one picture, an int."""
    ### BEGIN SOLUTION
    positions = 1
    for n, k, s in zip((height, width), (kh, kw), strides, strict=True):
        positions *= -(-n // s) if padding == "same" else (n - k) // s + 1
    return positions * kh * kw * c_in * c_out
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv_macs", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Four kernels of 3 x 5 over two channels, 120 weights: 4 x 2 outputs without padding, 5 x 4 with it.
check.returns(
    conv_macs, 9, 10, 3, 5, 2, 4, (2, 3), "valid", expected=960,
    mistakes={
        "macs_of_input_size": check.either(10_800, 1800), "biases_in_macs": check.either(992, 964),
        "stride_along_one_axis": check.either(2880, 1680, 720), "strides_swapped": 1080,
        "vertical_stride_only": 1440, "macs_of_one_position": 120, "stride_one_size": 5040,
        "input_channels_forgotten": 480, "one_kernel_only": 240, "additions_counted": 1920,
        "partial_kept": 2400,
    },
)  # fmt: skip
check.returns(
    conv_macs, 9, 10, 3, 5, 2, 4, (2, 3), "same", expected=2400,
    mistakes={
        "macs_of_input_size": 10_800, "biases_in_macs": check.either(2480, 2404),
        "padding_products_left_out": 1664, "partial_dropped": 960, "outputs_rounded_down": 1440,
    },
)  # fmt: skip
# Slide 18, and slide 20.
check.returns(conv_macs, 2000, 2000, 5, 5, 3, 16, (1, 1), "same", expected=4_800_000_000)
check.returns(conv_macs, 16, 16, 3, 3, 1, 1, (2, 2), "valid", expected=441)
check.returns(conv_macs, 7, 20, 4, 2, 3, 5, (4, 1), "valid", expected=2280)
### BEGIN HIDDEN TESTS
for height, width, kh, kw, c_in, c_out, strides in [
    (1, 1, 1, 1, 1, 1, (1, 1)), (12, 7, 3, 2, 4, 3, (3, 2)), (7, 12, 2, 5, 1, 8, (1, 4)),
    (224, 225, 7, 7, 3, 64, (2, 2)), (10, 11, 5, 4, 2, 1, (6, 5)),
]:  # fmt: skip
    for padding in ("valid", "same"):
        layer = keras.layers.Conv2D(c_out, (kh, kw), strides=strides, padding=padding)
        outputs = layer.compute_output_shape((None, height, width, c_in))[1:]
        check.returns(
            conv_macs, height, width, kh, kw, c_in, c_out, strides, padding,
            expected=int(np.prod(outputs)) * kh * kw * c_in,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The layer of slide 18 at four strides, in millions of multiply-adds.

# %% tags=["demo"]
for stride in (1, 2, 3, 4):
    macs = conv_macs(2000, 2000, 5, 5, 3, 16, (stride, stride), "same")
    print(f"stride {stride}: {macs / 1e6:6,.0f} million multiply-adds")

# %% [markdown]
# ## 6. Dilation: a kernel with holes
#
# A stride makes the stops lie further apart. **Dilation** makes the entries of the kernel lie further
# apart: with a rate of $d$ they meet every $d$-th pixel. A kernel of $k$ entries then reaches over
#
# $$(k - 1)\, d + 1$$
#
# pixels with no more weights than before, and the output keeps its resolution. A dilated convolution
# is an ordinary one whose kernel has zeros between its entries. Below, a 3 x 3 kernel at rate 2.

# %% tags=["demo"]
draw.sweep_frame(
    seven,
    np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    1,
    1,
    alt="One stop of a 3 by 3 kernel at dilation 2 on a 7 by 7 picture: nine marked pixels lie in rows and columns "
    "1, 3 and 5 with holes between them; their weights and products are written out with the sum.",
    dilation=2,
)

# %% [markdown]
# ### Exercise 7: dilate a kernel (2 points)
#
# Write `dilate_kernel(w, rate)`: `w` has two or more axes, the first two are its height and width.
# Put `rate - 1` zeros between neighbouring entries along these two; other axes stay as they are. The
# result has the type of `w` (or is float) and is a new array, at rate 1 too.
#
# <details><summary>Hint 1</summary>
#
# How large is the result? Use the formula above once for each of the two axes. Begin with zeros.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The entries of `w` go to every `rate`-th place of the result, from the first to the last one. A
# slice with a step can stand on the left of an assignment.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "dilate_kernel", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dilate_kernel(w, rate):
    """Return w with rate - 1 zeros between neighbouring entries of its first two axes."""
    ### BEGIN SOLUTION
    kh, kw = w.shape[:2]
    spread = np.zeros(((kh - 1) * rate + 1, (kw - 1) * rate + 1, *w.shape[2:]), dtype=w.dtype)
    spread[::rate, ::rate] = w
    return spread
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_dilate_kernel", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def spread(w, rates):
    """Return the kernel that Keras' dilated layer shows when it meets a single bright pixel."""
    sides = [(n - 1) * rate + 1 for n, rate in zip(w.shape[:2], rates, strict=True)]
    point = np.zeros((1, 2 * sides[0] - 1, 2 * sides[1] - 1, 1))
    point[0, sides[0] - 1, sides[1] - 1] = 1
    flat = w.reshape(*w.shape[:2], 1, -1).astype(np.float64)
    seen = np.asarray(keras.ops.conv(point, flat, padding="valid", dilation_rate=tuple(rates)))
    return seen[0, ::-1, ::-1].reshape(*sides, *w.shape[2:]).astype(w.dtype)


def with_tail(w, rate):
    """Return it with zeros behind its last entries too."""
    return np.pad(spread(w, (rate, rate)), [(0, rate - 1)] * 2 + [(0, 0)] * (w.ndim - 2))


def last_axes(w, rate):
    """Return w spread along its last two axes, and along them only."""
    moved = np.moveaxis(w, (-2, -1), (0, 1))
    return np.moveaxis(spread(moved, (rate, rate)), (0, 1), (-2, -1))


dilate_mistakes = {
    "kernel_trailing_zeros": with_tail,
    "entries_repeated": lambda w, rate: w.repeat(rate, 0).repeat(rate, 1),
    "dilated_one_axis": check.either(
        lambda w, rate: spread(w, (rate, 1)), lambda w, rate: spread(w, (1, rate)),
    ),
    "rate_zeros_between": lambda w, rate: spread(w, (rate + 1, rate + 1)),
    "last_axes_dilated": last_axes,
    "channels_dilated": lambda w, rate: last_axes(spread(w, (rate, rate)), rate),
    "rate_ignored": lambda w, rate: w,
}  # fmt: skip
rng = np.random.default_rng(22)
check.returns(
    dilate_kernel, np.array([[1, 2], [3, 4]]), 2, expected=np.array([[1, 0, 2], [0, 0, 0], [3, 0, 4]]),
    mistakes=dilate_mistakes,
)  # fmt: skip
for shape, rate in [
    ((3, 2, 2, 3), 3),
    ((3, 2, 2, 3), 3),
    ((1, 4, 2), 4),
    ((4, 3), 2),
    ((2, 5, 3, 1), 5),
]:
    w = rng.normal(size=shape)
    check.returns(
        dilate_kernel, w, rate, expected=spread(w, (rate, rate)), mistakes=dilate_mistakes
    )
check.returns(dilate_kernel, w, 1, expected=w)
# Keras' dilated layer is an ordinary one with the dilated kernel.
x, w = rng.normal(size=(1, 9, 10, 2)), rng.normal(size=(3, 2, 2, 3))
dilated = np.asarray(keras.ops.conv(x, w, padding="valid", dilation_rate=3))
check.close(
    conv2d(x, check.call(dilate_kernel, w, 3), np.zeros(3)), dilated, tolerance=1e-4,
    saying="An ordinary layer with your kernel is not the dilated layer of Keras.",
)  # fmt: skip
### BEGIN HIDDEN TESTS
for shape, rate in [
    ((1, 1, 1, 1), 3),
    ((5, 1, 2, 2), 2),
    ((2, 2), 7),
    ((3, 3, 3, 2), 1),
    ((2, 3, 2, 2, 2), 2),
]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        w = (99 * rng.random(size=shape)).astype(dtype)
        check.returns(
            dilate_kernel, w, rate, expected=spread(w, (rate, rate)), mistakes=dilate_mistakes
        )
### END HIDDEN TESTS

# %% [markdown]
# Your function on a small kernel at three rates. The numbers stay; the reach grows.
#
# Keras has strides and it has dilation. It refuses both at once, if both are above 1:

# %% tags=["demo"]
draw.grids(
    {f"rate {rate}": dilate_kernel(np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]), rate) for rate in (1, 2, 3)},
    alt="A 3 by 3 kernel with a 4 in the middle at rates 1, 2 and 3. At rate 2 it is 5 by 5 with a zero between "
    "neighbouring entries, at rate 3 it is 7 by 7 with two zeros between them.",
)  # fmt: skip
try:
    keras.layers.Conv2D(1, 3, strides=2, dilation_rate=2)
except ValueError as error:
    print(f"{type(error).__name__}: {str(error).split('.')[0]}.")

# %% [markdown]
# ## 7. How far does a unit see?
#
# The **receptive field** of a unit is the part of the picture that can matter to it. In the first
# layer it is the window. A unit of the second layer looks at several units of the first one, each
# with a window of its own.
#
# Two numbers are enough to follow it through any stack of layers. The **size** is the distance from
# the first pixel to the last one that can matter, both counted, with holes. The **jump** is the
# distance in the picture between the fields of two neighbouring units. Before the first layer, both
# are 1. Then a layer reaches over $(k - 1)\, d$ steps of its input. Each of those steps is a jump
# long, and how long it is has been decided by the layers **before**. The layer's own stride lengthens
# the jump for those that follow.
#
# Watch it with two layers of 3 entries, the first with stride 2. Rows are units of the second layer;
# orange pixels can matter to them.

# %% tags=["demo"]
first, second = stops(15, 3, 2), stops(7, 3, 1)
draw.grids(
    {
        "first layer, 3 entries, stride 2": first,
        "second layer, seen from the picture": (np.nan_to_num(second) @ np.nan_to_num(first) > 0) * 1,
    },
    alt="Two grids over 15 pixels. First layer: seven units, each on three pixels, two pixels apart. Second "
    "layer: five units, each on seven pixels, again two pixels apart.",
)  # fmt: skip

# %% [markdown]
# ### Exercise 8: the receptive field (4 points)
#
# Write `receptive_field(layers)`: `layers` is a list of triples `(k, stride, dilation)`, first layer
# first. Return the pair `(size, jump)` of the **last** layer's units, two whole numbers. The jump
# lies between the fields of neighbouring outputs of the last layer, so its stride counts. No layers
# give `(1, 1)`.
#
# <details><summary>Hint 1</summary>
#
# Go through the layers from the first to the last, with two variables that both begin at 1. Which of
# them needs the other's old value?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A kernel of one entry adds nothing to the size, whatever its dilation and stride. With the example
# of the figure you should get 3, then 7.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "receptive_field", "locked": false, "schema_version": 3, "solution": true, "task": false}
def receptive_field(layers):
    """Return (size, jump) of the units after layers of (k, stride, dilation)."""
    ### BEGIN SOLUTION
    size = jump = 1
    for k, stride, dilation in layers:
        size += (k - 1) * dilation * jump
        jump *= stride
    return size, jump
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_receptive_field", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check.returns(receptive_field, [], expected=(1, 1))
check.returns(
    receptive_field, [(5, 1, 1)], expected=(5, 1),
    mistakes={"kernel_not_less_one": (6, 1), "pair_swapped": (1, 5)},
)  # fmt: skip
# Strides: of three layers, of the last one.
check.returns(
    receptive_field, [(3, 2, 1), (5, 3, 1), (2, 1, 1)], expected=(17, 6),
    mistakes={
        "strides_not_counted": check.either((8, 6), (8, 1)), "stride_counted_early": (35, 6),
        "layers_in_reverse": (12, 6), "kernel_not_less_one": check.either((26, 6), (25, 6)),
        "pair_swapped": (6, 17),
    },
)  # fmt: skip
check.returns(
    receptive_field, [(3, 2, 1), (3, 2, 1)], expected=(7, 4),
    mistakes={
        "strides_not_counted": check.either((5, 4), (5, 1)), "jump_before_last": (7, 2),
        "stride_counted_early": (13, 4), "pair_swapped": (4, 7),
    },
)  # fmt: skip
# Dilation alone, and both.
check.returns(
    receptive_field, [(3, 1, 2), (3, 1, 4)], expected=(13, 1),
    mistakes={"dilation_not_counted": (5, 1), "holes_behind_kernel": (17, 1)},
)  # fmt: skip
check.returns(
    receptive_field, [(5, 2, 3), (3, 1, 2), (1, 3, 5)], expected=(21, 6),
    mistakes={
        "dilation_not_counted": (9, 6), "strides_not_counted": check.either((17, 6), (17, 1)),
        "stride_counted_early": (33, 6), "jump_before_last": (21, 2),
    },
)  # fmt: skip


### BEGIN HIDDEN TESTS
def field_by_marking(layers):
    """Return (size, jump) from the pixels that are met on the way back from two units."""
    fields = []
    for unit in (0, 1):
        met = {unit}
        for k, stride, dilation in reversed(layers):
            met = {one * stride + a * dilation for one in met for a in range(k)}
        fields.append(met)
    return max(fields[0]) - min(fields[0]) + 1, min(fields[1]) - min(fields[0])


rng = np.random.default_rng(23)
for count in (1, 2, 3, 4, 5, 6):
    for _ in range(6):
        layers = [tuple(int(rng.integers(1, top)) for top in (6, 4, 4)) for _ in range(count)]
        check.returns(receptive_field, layers, expected=field_by_marking(layers))
check.returns(receptive_field, [(3, 1, 1)] * 10, expected=(21, 1))
check.returns(receptive_field, [(2, 2, 1)] * 5, expected=(32, 32))
### END HIDDEN TESTS

# %% [markdown]
# Predicted, and measured: the gradient of one unit with respect to the picture is 0 where a pixel
# cannot matter. Keras computes it for stacks of layers with all weights 1. The last column is the
# size from the first to the last row with a gradient that is not 0.


# %% tags=["demo"]
def gradient_rows(layers, unit):
    """Return the indices of the rows that matter to a unit of the last layer, by Keras' gradient."""
    steps = [
        keras.layers.Conv2D(
            1, (k, 1), strides=(stride, 1), dilation_rate=(dilation, 1), kernel_initializer="ones"
        )
        for k, stride, dilation in layers
    ]
    picture = tf.ones((1, 160, 1, 1))
    with tf.GradientTape() as tape:
        tape.watch(picture)
        out = picture
        for step in steps:
            out = step(out)
        chosen = out[0, unit, 0, 0]
    return np.flatnonzero(tape.gradient(chosen, picture).numpy()[0, :, 0, 0])


for name, layers in [
    ("two 3 x 3", [(3, 1, 1)] * 2),
    ("one 5 x 5", [(5, 1, 1)]),
    ("three 3 x 3, stride 2", [(3, 2, 1)] * 3),
    ("dilation 1, 2, 4, 8", [(3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 8)]),
    ("7, stride 2; then 3 x 3", [(7, 2, 1), (3, 2, 1), (3, 1, 1)]),
]:
    here, next_one = gradient_rows(layers, 2), gradient_rows(layers, 3)
    measured = here[-1] - here[0] + 1, next_one[0] - here[0]
    print(f"{name:24} predicted {receptive_field(layers)}, measured ({measured[0]}, {measured[1]})")

# %% [markdown]
# Two layers of 3 x 3 see as far as one of 5 x 5. With dilations that double, the field about
# doubles with every layer; with strides of 2 it does so too, but the picture shrinks.

# %% [markdown]
# ## 8. What a stride does to a fine texture
#
# Take a wave along the rows of a picture with $f$ periods per pixel, and keep every $s$-th pixel. The
# new grid can hold waves of up to half a period per new pixel, that is
#
# $$f_{\max} = \frac{1}{2 s}$$
#
# periods per old pixel: the new **Nyquist limit**. A finer wave does not vanish. Its samples are
# those of a coarser wave, and nothing in them tells the two apart. The wave has an alias. Below, a
# wave of period 5 and its samples at stride 4: they show a wave of period 20.


# %% tags=["demo"]
def samples_figure(period, stride):
    """Return a figure of a wave, its samples, and the coarse wave that the samples show."""
    from matplotlib.figure import Figure

    t, kept = np.linspace(0, 40, 801), np.arange(0, 41, stride)
    alias = 1 / period - round(stride / period) / stride
    figure = Figure(figsize=(10, 2.6), facecolor="white")
    axes = figure.subplots()
    axes.plot(
        t, np.cos(2 * np.pi * t / period), color="0.55", lw=1.2, label=f"wave of period {period}"
    )
    axes.plot(
        t, np.cos(2 * np.pi * alias * t), color="#e86a00", lw=2, ls="--",
        label=f"what the samples show: period {1 / abs(alias):.0f}",
    )  # fmt: skip
    axes.plot(
        kept,
        np.cos(2 * np.pi * kept / period),
        "o",
        color="#0a5fa8",
        label=f"every pixel no. {stride}",
    )
    axes.set(xlabel="pixel", ylabel="brightness", xlim=(-0.5, 40.5), ylim=(-1.2, 1.9))
    axes.legend(loc="upper right", ncols=3, frameon=False)
    figure.tight_layout()
    return figure


draw.show(
    samples_figure(5, 4),
    alt="A grey wave of period 5 over 40 pixels, blue dots on it at every fourth pixel, and a dashed orange wave of "
    "period 20 that goes through all the dots.",
)

# %% [markdown]
# The cure is to remove, **before** the subsampling, what the new grid cannot hold: blur first. How
# good a blur is for this, its gains tell: what is left of a wave of each frequency. A box, which
# takes the mean over a square, is a poor choice. Its gain falls to 0 and rises again. A Gaussian
# stays low.


# %% tags=["demo"]
def gains_figure(stride):
    """Return a figure of the gain of three blurs over the frequency, in multiples of the new limit."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    t = np.arange(-8 * stride, 8 * stride + 1)
    frequencies = np.linspace(0, 0.5, 401)
    waves = np.exp(-2j * np.pi * frequencies[:, None] * t)
    windows = [
        ("box of s", (t >= 0) & (t < stride), "-", "#e86a00"),
        ("box of 2 s", (t >= 0) & (t < 2 * stride), ":", "#007a5a"),
        ("Gaussian, 0.7 s", np.exp(-0.5 * (t / (0.7 * stride)) ** 2), "--", "#0a5fa8"),
    ]
    figure = Figure(figsize=(10, 3.2), facecolor="white")
    axes = figure.subplots()
    for name, window, line, colour in windows:
        gain = np.abs(waves @ window) / window.sum()
        axes.plot(frequencies * 2 * stride, gain, ls=line, lw=2, color=colour, label=name)
    forbidden = {"fc": "0.93", "ec": "0.6", "hatch": "//", "lw": 0.8, "zorder": 0}
    axes.add_patch(Rectangle((1.25, 0.1), stride - 1.25, 1, **forbidden))
    axes.set(xlabel="frequency, in multiples of the new limit", ylabel="gain")
    axes.set(xlim=(0, stride), ylim=(0, 1.05))
    axes.legend(loc="upper right", framealpha=1)
    figure.tight_layout()
    return figure


draw.show(
    gains_figure(4),
    alt="Gains of three blurs for stride 4 over the frequency in multiples of the new limit. The box of "
    "s is above 0.6 at the limit, reaches 0 at twice the limit and rises to almost 0.3 again. The box of 2 s "
    "reaches 0 at the limit and rises above 0.2 at one and a half. The Gaussian falls smoothly to about "
    "0.1 at the limit and to 0 after that. A hatched area above a gain of 0.1, from 1.25 on, is forbidden: "
    "both boxes enter it, the Gaussian does not.",
)

# %% [markdown]
# ### Exercise 9: blur, then subsample (3 points)
#
# Write `blur_then_subsample(image, stride)`: `image` (height, width). The result has the shape of
# `image[::s, ::s]`, and its pixel $(i, j)$ belongs to pixel $(i s, j s)$ of the image. It is a float
# array. Choose any blur that keeps these rules, and any library you like:
#
# - A constant image stays constant **everywhere**, at the border too.
# - Waves along either axis, looked at four output pixels away from the border: from 1.25 times the
#   new limit $1 / (2 s)$ on, at most a tenth comes through (root mean square); up to a tenth of the
#   limit, at least 90% does.
# - The picture stays in its place: it may move by half an image pixel at most.
#
# The stride is 1 or more; at stride 1 there is nothing finer than the limit, and only the other rules
# count.
#
# <details><summary>Hint 1</summary>
#
# The figure above shows a blur that keeps clear of the hatched area. How does its width depend on the
# stride? What does your library do at the border unless it is told otherwise?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `scipy.ndimage.gaussian_filter` has a width and a mode for the border. Give it floats: it returns
# the type that it is given. And in the end, which rows and columns stay?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "blur_then_subsample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def blur_then_subsample(image, stride):
    """Return every stride-th pixel of image (height, width) after a blur that prevents aliasing."""
    ### BEGIN SOLUTION
    blurred = scipy.ndimage.gaussian_filter(image.astype(float), 0.7 * stride, mode="mirror")
    return blurred[::stride, ::stride].copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_blur_then_subsample", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def wave(shape, axis, frequency, phase):
    """Return a wave along one axis, with so many periods per pixel."""
    along = np.cos(2 * np.pi * frequency * np.arange(shape[axis]) + phase)
    return np.broadcast_to(along[:, None] if axis == 0 else along, shape).copy()


def size_of(pixels):
    """Return the root mean square."""
    return float(np.sqrt(np.mean(np.square(pixels, dtype=np.float64))))


def inside(pixels):
    """Return what lies four pixels away from the border."""
    return pixels[4:-4, 4:-4]


def is_box(result, image, stride, widths):
    """Return whether a result is a mean over a square of one of these widths, wherever its middle lies."""
    for width in widths:
        for origin in range(-(width // 2), (width + 1) // 2):
            mean = scipy.ndimage.uniform_filter(image, width, origin=origin)
            if np.allclose(inside(result), inside(mean[::stride, ::stride]), atol=1e-3):
                return True
    return False


def place(result, wanted_frequency, axis, stride):
    """Return by how many image pixels a coarse wave has moved along an axis."""
    lines = result.mean(axis=1 - axis)
    at = np.arange(len(lines))[4:-4] * stride
    base = np.stack(
        [np.cos(2 * np.pi * wanted_frequency * at), np.sin(2 * np.pi * wanted_frequency * at)]
    )
    cosine, sine = np.linalg.lstsq(base.T, lines[4:-4], rcond=None)[0]
    return float(np.arctan2(sine, cosine) / (2 * np.pi * wanted_frequency))


def stays_constant(shape, stride, value):
    """Check that a constant image stays as it is."""
    expected = np.full(shape, float(value))[::stride, ::stride]

    def shows(condition):
        return check.when(lambda out: np.shape(out) == expected.shape and condition(out))

    check.returns(
        blur_then_subsample, np.full(shape, value), stride, expected=expected,
        mistakes={
            "border_darkened": shows(
                lambda out: np.ptp(inside(out)) < 1e-4 * value and out.min() < 0.99 * value
            ),
            "blur_not_normalised": shows(lambda out: np.ptp(out) < 1e-4 * abs(out.max())),
        },
        tolerance=1e-5 * value,
    )  # fmt: skip


def undamped(results, images, left, stride):
    """Return how known mistakes look when waves beyond the new limit are left."""
    shape, pairs = images[0].shape, list(zip(results, images, strict=True))
    # A wave that is constant on the new grid passes any blur that comes too late.
    late = check.call(blur_then_subsample, wave(shape, 0, 1 / stride, 0.0), stride)
    noise = np.random.default_rng(1).normal(size=shape)
    noisy = check.call(blur_then_subsample, noise, stride)
    return {
        "blur_missing": np.allclose(noisy, noise[::stride, ::stride], atol=1e-5),
        "blurred_along_one_axis": min(left) <= 0.1,
        "blurs_after_subsampling": bool(np.allclose(inside(late), 1, atol=1e-3)),
        "box_too_short": all(is_box(out, image, stride, [stride]) for out, image in pairs),
        "box_of_two_strides": all(
            is_box(out, image, stride, [2 * stride - 1, 2 * stride, 2 * stride + 1])
            for out, image in pairs
        ),
        "blur_too_weak": True,
    }


def keeps_rules(shape, stride, fine, coarse):
    """Check waves along both axes, at frequencies in multiples of the new limit."""
    limit = 0.5 / stride
    for multiple in fine:
        images = [wave(shape, axis, multiple * limit, 0.4) for axis in (0, 1)]
        results = [check.call(blur_then_subsample, image, stride) for image in images]
        check.property(
            all(
                np.shape(out) == image[::stride, ::stride].shape
                for out, image in zip(results, images, strict=True)
            ),
            "the result has the shape of image[::s, ::s]",
        )
        left = [
            size_of(inside(out)) / size_of(image)
            for out, image in zip(results, images, strict=True)
        ]
        damped = max(left) <= 0.1
        check.property(
            damped,
            f"a wave of {multiple:g} times the new limit is damped to a tenth at stride {stride}",
            mistakes={} if damped else undamped(results, images, left, stride),
        )
    for multiple in coarse:
        for axis in (0, 1):
            image = wave(shape, axis, multiple * limit, 0.0)
            result = np.asarray(check.call(blur_then_subsample, image, stride))
            wanted = inside(image[::stride, ::stride])
            check.property(
                size_of(inside(result)) >= 0.9 * size_of(wanted),
                f"a wave of {multiple:g} times the new limit keeps 90% at stride {stride}",
                mistakes={"blur_too_strong": True},
            )
            check.property(
                abs(place(result, multiple * limit, axis, stride)) <= 0.75,
                f"the picture stays in its place at stride {stride}",
                mistakes={"picture_displaced": True},
            )


# A constant picture: as floats, and as bytes.
stays_constant((40, 53), 3, 2.5)
stays_constant((41, 32), 4, np.uint8(200))
# Waves just beyond the limit, between its multiples, and far below it.
keeps_rules((90, 83), 3, fine=[1.25, 1.5, 2, 2.4], coarse=[0.05, 0.1])
keeps_rules((96, 84), 4, fine=[1.3, 1.5, 2.5, 3.1], coarse=[0.1])
# Bytes give what floats give.
rng = np.random.default_rng(24)
bytes_image = rng.integers(0, 256, (24, 37), dtype=np.uint8)
check.returns(
    blur_then_subsample, bytes_image, 2,
    expected=np.asarray(check.call(blur_then_subsample, bytes_image.astype(float), 2), np.float64),
    tolerance=0.01,
    mistakes={"integer_truncation": check.when(lambda out: np.all(np.mod(out, 1) == 0))},
)  # fmt: skip
### BEGIN HIDDEN TESTS
for stride, shape in [(1, (11, 9)), (2, (21, 30)), (5, (50, 61)), (2, (21, 30)), (7, (60, 65))]:
    stays_constant(shape, stride, 0.25)
    stays_constant(shape, stride, np.float32(100))
    stays_constant(shape, stride, np.int64(7))
for stride, shape in [(2, (63, 70)), (5, (133, 120)), (6, (130, 151))]:
    keeps_rules(
        shape, stride, fine=[1.25, 1.4, 1.6, 1.75, *np.arange(2, stride, 0.3)], coarse=[0.06, 0.1]
    )
keeps_rules((60, 47), 1, fine=[], coarse=[0.1])
integers = rng.integers(-500, 500, (31, 26))
check.returns(
    blur_then_subsample, integers, 3,
    expected=np.asarray(check.call(blur_then_subsample, integers.astype(float), 3), np.float64),
    tolerance=0.01,
    mistakes={"integer_truncation": check.when(lambda out: np.all(np.mod(out, 1) == 0))},
)  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Rings that become finer from the middle outwards, at stride 4. Without a blur, new rings appear
# around points where there is nothing. Each of them is an alias. With your blur, the rings fade to
# grey where the new grid is too coarse for them.

# %% tags=["demo"]
row, col = np.mgrid[-96:96, -96:96]
rings = (0.5 + 0.5 * np.cos(np.pi * (row**2 + col**2) / 384)).astype(np.float32)
draw.responses(
    rings,
    {"every 4th pixel": rings[::4, ::4], "blurred first": blur_then_subsample(rings, 4)},
    signed=False,
    alt="Rings that become finer from the middle outwards. Of these, every fourth pixel: copies of the middle appear "
    "in regular rows all over the picture. Blurred first: rings in the middle, even grey outside.",
)

# %% [markdown]
# The same on two photographs, of a brick wall and of grass, at stride 6. Many blades of the grass are
# finer than the new grid can hold. Their brightness does not vanish: what lands on a kept pixel is left
# to chance. The numbers say how much the brightness varies. Without a blur it varies as much as
# before, though most of this variation belongs to detail that the new grid cannot hold.

# %% tags=["demo"]
brick, grass = data.picture("brick", height=384), data.picture("grass", height=384)
for name, texture in [("brick", brick), ("grass", grass)]:
    every, smooth = texture[::6, ::6], blur_then_subsample(texture, 6)
    print(
        f"{name}: standard deviation {texture.std():.2f}, subsampled {every.std():.2f}, "
        f"blurred first {smooth.std():.2f}"
    )
draw.responses(
    grass,
    {"every 6th pixel": grass[::6, ::6], "blurred first": blur_then_subsample(grass, 6)},
    signed=False,
    alt="A photograph of grass and clover, every sixth pixel of it, and the same after a blur. Without a "
    "blur, hard grains of black and white have taken the place of the blades; with a blur, soft patches of "
    "light and dark remain.",
)

# %% [markdown]
# A strided layer subsamples too. Nothing forces its kernel to be a good blur: it is learned for
# another purpose. That is one reason why the answer of a network can change when the picture moves by
# one pixel. Lab 4 measures it.

# %% [markdown]
# ## 9. Bonus: the way back through a strided layer (4 bonus points)
#
# In lab 1 you sent a gradient back through a layer at stride 1. With a stride, the sums are the same
# and meet other pixels: in the round for entry $(a, b)$ of the kernel, output $(i, j)$ met pixel
# $(i s_h + a, j s_w + b)$. Pixels in no window have no influence on the output, so their gradient is
# 0; but they are part of `x`, and so of `dx`.
#
# ### Exercise 10: the gradients of a strided layer
#
# Write `conv2d_strided_backward(x, w, dy, strides)` for a layer without padding: `x` (N, H, W, Cin),
# `w` (kh, kw, Cin, Cout), `dy` like the layer's output, `strides` (vertical, horizontal). Return
# `(dx, dw, db)`, shaped like `x`, `w` and (Cout,). By hand, without automatic differentiation.
#
# <details><summary>Hint 1</summary>
#
# Loop over the entries of the kernel. In each round, one slice of `x` has the height and width of
# `dy`. Where does it begin, which step has it, and how many entries?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A slice with a step may end anywhere between its last entry and the next one. From the number of
# rows of `dy`, compute an end that gives exactly that number. Add into the same slice of `dx`, which
# begins as zeros in the shape of `x`.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_strided_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_strided_backward(x, w, dy, strides):
    """Return the gradients (dx, dw, db) of the sum of dy times the strided valid layer."""
    ### BEGIN SOLUTION
    (sh, sw), (rows, cols) = strides, dy.shape[1:3]
    dx, dw, dy = np.zeros(x.shape), np.zeros(w.shape), dy.astype(float)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            part = np.s_[:, a : a + rows * sh : sh, c : c + cols * sw : sw]
            seen = x[part][:, :rows, :cols]
            dw[a, c] = np.einsum("nijc,nijk->ck", seen, dy)
            dx[part][:, :rows, :cols] += dy @ w[a, c].T
    return dx, dw, dy.sum(axis=(0, 1, 2))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_strided_backward", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 4}
def tape_gradients(x, w, dy, strides):
    """Return the gradients that TensorFlow computes, in float64."""
    x, w = (tf.constant(array, tf.float64) for array in (x, w))
    b = tf.zeros(w.shape[3], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = tf.nn.conv2d(x, w, strides=1, padding="VALID")[:, :: strides[0], :: strides[1]] + b
    gradients = tape.gradient(y, [x, w, b], output_gradients=tf.constant(dy, tf.float64))
    return tuple(gradient.numpy() for gradient in gradients)


def of_stride_one(x, w, dy, strides):
    """Return dw as it comes out when neighbouring pixels are taken for neighbouring outputs."""
    rows, cols = dy.shape[1] + w.shape[0] - 1, dy.shape[2] + w.shape[1] - 1
    return tape_gradients(x[:, :rows, :cols], w, dy, (1, 1))[1]


backward_mistakes = {
    "rest_dropped": check.when(lambda grads: grads[0].shape[1] < x.shape[1] or grads[0].shape[2] < x.shape[2]),
    "dw_flipped": lambda x, w, dy, s: (..., tape_gradients(x, w, dy, s)[1][::-1, ::-1], ...),
    "dx_not_flipped": lambda x, w, dy, s: (tape_gradients(x, w[::-1, ::-1], dy, s)[0], ..., ...),
    "stride_one_gradient": lambda x, w, dy, s: (..., of_stride_one(x, w, dy, s), ...),
    "batch_not_summed": check.either(
        lambda x, w, dy, s: (..., tape_gradients(x[:1], w, dy[:1], s)[1], ...),
        lambda x, w, dy, s: (..., ..., dy[0].sum(axis=(0, 1))),
        lambda x, w, dy, s: (..., ..., dy.sum(axis=(1, 2))),
    ),
    "batch_averaged": check.either(
        lambda x, w, dy, s: (..., tape_gradients(x, w, dy, s)[1] / len(x), ...),
        lambda x, w, dy, s: (..., ..., dy.sum(axis=(0, 1, 2)) / len(x)),
    ),
    "db_averaged": check.either(
        lambda x, w, dy, s: (..., ..., dy.mean(axis=(0, 1, 2))),
        lambda x, w, dy, s: (..., ..., dy.mean(axis=(1, 2)).sum(axis=0)),
    ),
    "channels_swapped": lambda x, w, dy, s: (
        ..., tape_gradients(x, w, dy, s)[1].transpose(0, 1, 3, 2), ...
    ),
}  # fmt: skip
rng = np.random.default_rng(25)
for x_shape, w_shape, strides in [
    ((3, 8, 10, 2), (3, 2, 2, 4), (2, 3)), ((1, 9, 6, 1), (2, 3, 1, 1), (4, 2)),
    ((2, 7, 7, 3), (3, 3, 3, 2), (3, 3)), ((2, 7, 6, 2), (3, 3, 2, 3), (1, 1)),
]:  # fmt: skip
    x, w = rng.normal(size=x_shape), rng.normal(size=w_shape)
    outputs = [
        len(range(0, n - k + 1, s))
        for n, k, s in zip(x_shape[1:3], w_shape[:2], strides, strict=True)
    ]
    dy = rng.normal(size=(x_shape[0], *outputs, w_shape[3]))
    check.returns(
        conv2d_strided_backward, x, w, dy, strides,
        expected=tape_gradients(x, w, dy, strides), mistakes=backward_mistakes,
    )  # fmt: skip
check.by_hand(conv2d_strided_backward, x, w, dy, strides)
### BEGIN HIDDEN TESTS
for x_shape, w_shape, strides in [
    ((2, 9, 8, 3), (4, 1, 3, 2), (2, 5)), ((2, 8, 11, 2), (1, 4, 2, 5), (3, 2)),
    ((2, 5, 5, 2), (5, 5, 2, 3), (2, 2)), ((3, 10, 6, 2), (1, 1, 2, 2), (4, 3)),
    ((3, 10, 6, 2), (1, 1, 2, 2), (4, 3)), ((1, 9, 8, 2), (3, 3, 2, 2), (1, 2)),
]:  # fmt: skip
    outputs = [
        len(range(0, n - k + 1, s))
        for n, k, s in zip(x_shape[1:3], w_shape[:2], strides, strict=True)
    ]
    shapes = (x_shape, w_shape, (x_shape[0], *outputs, w_shape[3]))
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, dy = (
            np.abs(9 * rng.normal(size=shape)).astype(dtype)
            if dtype == np.uint8
            else (9 * rng.normal(size=shape)).astype(dtype)
            for shape in shapes
        )
        check.returns(
            conv2d_strided_backward, x, w, dy, strides,
            expected=tape_gradients(x, w, dy, strides), mistakes=backward_mistakes,
        )  # fmt: skip
x, w, dy = (rng.normal(size=s) for s in [(2, 9, 8, 3), (3, 2, 3, 2), (2, 4, 3, 2)])
check.by_hand(conv2d_strided_backward, x, w, dy, (2, 3))
### END HIDDEN TESTS

# %% [markdown]
# Which pixels get a gradient? With `dy` of ones and a kernel of ones, `dx` counts the windows that
# cover a pixel. Here for 3 x 3 on 8 x 8: at stride 2 the last row and column lie in no window; at
# stride 4 there are gaps.

# %% tags=["demo"]
ones = np.ones((3, 3, 1, 1))
counts = {}
for stride in (2, 4):
    side = output_size(8, 3, stride, "valid")
    dx, _, _ = conv2d_strided_backward(
        np.ones((1, 8, 8, 1)), ones, np.ones((1, side, side, 1)), (stride, stride)
    )
    counts[f"stride {stride}"] = dx[0, ..., 0].astype(int)
draw.grids(
    counts,
    alt="How many windows cover each pixel of 8 by 8. Stride 2: 1, 2 and 4 in turn, and zeros in the last row and "
    "column. Stride 4: four squares of 3 by 3 ones with a row and a column of zeros between them and behind them.",
)

# %% [markdown]
# ## 10. A question in words (2 points)
#
# **A network should have fewer units. Would you give its convolution a stride of 2, or let a max
# pooling of 2 x 2 follow a convolution of stride 1?** Write five to eight sentences in the cell
# below. Compare the work and what is lost, with at least one number from this lab, and say for which
# case you would take which.

# %% [markdown] nbgrader={"grade": true, "grade_id": "stride_or_pooling", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** Both leave a quarter of the units: 16 million of the 64 million of slide 18. The
# strided layer does a quarter of the work too, 1,200 instead of 4,800 million multiply-adds, because
# it computes only what it keeps; with pooling, every output is computed at stride 1 first. The
# strided layer looks at a fixed quarter of the positions, so a pattern that answers strongly between
# two stops is missed, and a fine texture can turn into a coarse one. Max pooling keeps the strongest
# of four answers and so depends less on the exact place, but it forgets where in the window it was.
# The strided kernel is learned and can be trained to blur; pooling has nothing to learn. Where work
# and memory are scarce, or places matter, take the stride; where it matters only that a pattern is
# somewhere, and the work can be paid, take pooling.
#
# **Rubric.** 1 point: work and units compared correctly, with a number that fits (a quarter of the
# units for both; a quarter of the work for the stride alone). 1 point: what is lost, for both
# (skipped positions or aliasing; the exact place), and a choice that follows from it.

# %% [markdown]
# ## What to remember
#
# - Without padding there are $\lfloor (n - k) / s \rfloor + 1$ outputs, with 'same'
#   $\lceil n / s \rceil$. Units and work fall by about $s^2$.
# - A strided layer is a subsampled layer, and cheaper, for it computes only what it keeps.
# - The zeros of 'same' depend on the stride; an odd one lies at the bottom or at the right.
# - Pixels behind the last window, and in gaps between windows, are never seen. Several input sizes
#   share an output size.
# - Dilation spreads a kernel over $(k - 1) d + 1$ pixels with the same weights.
# - Receptive field: the size grows by $(k - 1)\, d$ times the jump, and then the jump is multiplied
#   by the stride.
# - Subsampling turns fine waves into coarse ones. Blur before, by a window that falls off smoothly.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025,
#   slides 18-22.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
# - F. Yu, V. Koltun, *Multi-scale context aggregation by dilated convolutions*, arXiv:1511.07122.
# - A. Araujo, W. Norris, J. Sim, *Computing receptive fields of convolutional neural networks*,
#   Distill, 2019.
# - R. Zhang, *Making convolutional networks shift-invariant again*, arXiv:1904.11486.
# - Photographs: scikit-image's *camera*, *brick* and *grass*.
