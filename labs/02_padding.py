# ---
# jupyter:
#   cnnlabs:
#     title: Padding
#     minutes: 110
#     prerequisites: Lab 1; NumPy arrays, slices and shapes
#     points: 19
#     bonus: 2
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 2: Padding
#
# A window at the edge of a picture looks at pixels that do not exist. Something has to be decided there:
# leave those windows out, or invent the missing pixels. The decision sets the size of every layer, it
# shows up in the results, and libraries do not all decide alike. In this lab you write each of the
# usual answers, and you measure what they do to a photograph.
#
# **You will be able to**
# - compute the size of a layer's output for 'valid', 'same' and 'full' padding;
# - say where TensorFlow puts its zeros, and why an even kernel or a stride makes them lopsided;
# - continue a picture in four ways, and choose between them;
# - estimate how much of a deep network's output depends on invented pixels;
# - pad a signal in time so that no output knows the future.
#
# **Before you start**: you have done lab 1, or know what a convolutional layer computes. The lab follows
# slides 12 to 16 of *06 - Convolutional Neural Networks* (F. Pitié, Trinity College Dublin, 2024/2025),
# "the handout" from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of them
# checks your work and tells you what is not right yet; it also holds points. Two hints wait under each
# exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. It brings along `conv2d(x, w, b)`, the layer of lab 1 ready made: `x` (N, H, W, Cin),
# `w` (kh, kw, Cin, Cout), `b` (Cout,), stride 1, no padding. It takes numbers of any type, and its result
# is a float array.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet
from cnnlabs.layers import conv2d

import keras
import numpy as np
import scipy.ndimage
import scipy.signal
import tensorflow as tf

# %% [markdown]
# ## 1. What lies beyond the border?
#
# On the left is the handout's worked example (slide 13) with one more pixel all around. Nobody knows
# these pixels: they are hatched. On the right are the logits of a 3 x 3 kernel, here the Laplacian of
# lab 1. Nine windows lie in the picture and give a number. The sixteen around them need an
# unknown pixel.

# %% tags=["demo"]
unknown = np.full((7, 7), np.nan)
unknown[1:-1, 1:-1] = data.HANDOUT_IMAGE
logits = np.full((5, 5), np.nan)
logits[1:-1, 1:-1] = scipy.signal.correlate2d(data.HANDOUT_IMAGE, data.LAPLACIAN, mode="valid")
draw.grids(
    {"picture, and what is around it": unknown, "after the 3 x 3 kernel": logits},
    alt="The handout's 5 by 5 picture inside a ring of hatched, unknown pixels, and the 5 by 5 logits: "
    "the inner 3 by 3 are 6, 15, 9; 14, -36, -4; -4, 10, 7, and the ring around them is hatched.",
)
print("the nine logits are the handout's:", np.array_equal(logits[1:-1, 1:-1], data.HANDOUT_LOGITS))

# %% [markdown]
# There are three answers that differ in how many windows count. Along one axis, let the picture have
# $n$ pixels and the kernel $k$ entries; the stride is 1.
#
# - **valid**: only windows that lie in the picture. The first begins at pixel 0, the last at pixel
#   $n - k$. Nothing is invented, and the output is smaller than the picture.
# - **same**: one window for each pixel. The output is as large as the picture, and missing pixels
#   are taken to be 0.
# - **full**: every window that touches the picture with at least one pixel. The output is larger than the
#   picture. Keras' layers do not offer it, but you met it in lab 1: two kernels are composed with it,
#   and gradients come back through it.
#
# The next figure shows the stops of a window of 3 on a picture of 6 pixels, one row for each stop. Orange
# (1): the window lies on a pixel. Blue (-1): the window lies on an invented pixel. Hatched: an invented
# pixel that other windows need.


# %% tags=["demo"]
def windows(n, k, before, after, stride=1):
    """Return a row for each stop: 1 and -1 the window on and off the picture, 0 pixels, NaN padding."""
    stops = range(0, before + n + after - k + 1, stride)
    rows = np.full((len(stops), before + n + after), np.nan)
    rows[:, before : before + n] = 0
    for row, stop in zip(rows, stops, strict=True):
        window = row[stop : stop + k]
        window[:] = np.where(np.isnan(window), -1, 1)
    return rows


draw.grids(
    {"valid": windows(6, 3, 0, 0), "same": windows(6, 3, 1, 1), "full": windows(6, 3, 2, 2)},
    alt="Three grids with a row for each stop of a window of 3 on 6 pixels. Valid has 4 rows without any "
    "padding, same has 6 rows and one padded pixel at each end, full has 8 rows and two at each end.",
)

# %% [markdown]
# ### Exercise 1: how large is the output? (2 points)
#
# Write `output_size(n, k, padding)`: the number of outputs along an axis of `n` pixels for a kernel of `k`
# entries at stride 1, an `int`. `padding` is `'valid'`, `'same'` or `'full'`; for any other value raise a
# `ValueError`, whatever `n` and `k` are. Exactly these lower-case names count: `'SAME'` and `None` are other
# values. For `'valid'`, `n >= k`; for the other two the kernel may be larger than the picture.
#
# <details><summary>Hint 1</summary>
#
# Count the rows of the figure above for each of the three. Then count for a window of 2, and for one of 6.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For 'full', the first window has its last entry on the first pixel, and the last window its first entry on
# the last pixel. How many pixels are added at each end, and what does 'valid' give on the longer picture?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "output_size", "locked": false, "schema_version": 3, "solution": true, "task": false}
def output_size(n, k, padding):
    """Return the number of outputs of a kernel of k entries over n pixels at stride 1."""
    ### BEGIN SOLUTION
    if padding == "valid":
        return n - k + 1
    if padding == "same":
        return n
    if padding == "full":
        return n + k - 1
    raise ValueError(f"padding must be 'valid', 'same' or 'full', not {padding!r}")
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_output_size", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# The figure: a window of 3 on 6 pixels.
check.returns(
    output_size, 6, 3, "valid", expected=4,
    mistakes={"valid_off_by_one": check.either(3, 5), "valid_as_same": 6},
)  # fmt: skip
check.returns(output_size, 6, 3, "same", expected=6, mistakes={"same_as_valid": 4})
check.returns(
    output_size, 6, 3, "full", expected=8,
    mistakes={"full_as_same": 6, "full_off_by_one": check.either(7, 9, 10)},
)  # fmt: skip
# A window of 4, which has no middle.
check.returns(
    output_size, 9, 4, "same", expected=9,
    mistakes={"same_as_valid": 6, "symmetric_padding": check.either(8, 10)},
)  # fmt: skip
check.returns(
    output_size, 9, 4, "full", expected=12,
    mistakes={"full_as_same": 9, "full_off_by_one": check.either(10, 11, 13, 14)},
)  # fmt: skip
# Slide 15: the height and the width of the handout's colour picture.
check.returns(output_size, 443, 5, "valid", expected=439)
check.returns(output_size, 592, 5, "valid", expected=588)
for name in ("SAME", "reflect", None):
    check.raises(output_size, 6, 3, name)
### BEGIN HIDDEN TESTS
for n, k in [(1, 1), (2, 1), (5, 5), (7, 2), (8, 3), (31, 6), (30, 7), (12, 11)]:
    for padding in ("valid", "same", "full"):
        counted = len(np.convolve(np.ones(n), np.ones(k), mode=padding))
        check.returns(output_size, n, k, padding, expected=counted)
for n, k in [(1, 4), (3, 5), (2, 7)]:
    check.returns(output_size, n, k, "same", expected=n)
    check.returns(
        output_size, n, k, "full", expected=len(np.convolve(np.ones(n), np.ones(k), mode="full"))
    )
for name in ("Valid", "VALID", "Full", "FULL", "same ", "causal", "symmetric", "s", "", 0, 1, True):
    check.raises(output_size, 5, 3, name)
    check.raises(output_size, 1, 1, name)
check.raises(output_size, 2, 5, None)
### END HIDDEN TESTS

# %% [markdown]
# The handout's example of a whole layer (slides 14 to 16), by your function and by Keras: six filters, so six
# channels, and 'valid' padding.
#
# > **Slide and library differ.** The slide says "we loose 2 pixels on each side". On *each* side: an axis
# > loses 4 in all, two at its beginning and two at its end. The slide counts 450 weights; Keras counts
# > the six biases too.

# %% tags=["demo"]
layer = keras.layers.Conv2D(6, [5, 5], padding="valid")
inputs = keras.Input((443, 592, 3))
print("by output_size:", output_size(443, 5, "valid"), "x", output_size(592, 5, "valid"), "x", 6)
print("by Keras:      ", " x ".join(str(side) for side in layer(inputs).shape[1:]))
kernel_weights, biases = (int(np.prod(part.shape)) for part in layer.weights)
print(f"weights: {kernel_weights}, biases: {biases}, together: {layer.count_params()}")
print("pixels lost along the height:", 443 - output_size(443, 5, "valid"))

# %% [markdown]
# ## 2. Zeros around the picture
#
# 'same' needs one window for each pixel, so it invents pixels, and they are 0. Watch the Laplacian on the
# upper three rows of the handout's picture, with zeros above and on both sides. Below them the picture goes
# on, so nothing is invented there. The first row of the output is new, and so are the two ends of the second;
# the three numbers between them are the handout's. At a corner, five of the nine pixels are invented.

# %% tags=["demo"]
draw.sweep(
    data.HANDOUT_IMAGE[:3],
    data.LAPLACIAN,
    alt="Animation: a 3 by 3 window visits the ten pixels of the first two rows of the handout's picture, which "
    "has zeros above it and on both sides. At each stop nine products and their sum are written out, and "
    "the sum enters the 2 by 5 output. The middle of its second row is 6, 15, 9, as on the slide.",
    padding=(1, 0, 1, 1),
)

# %% [markdown]
# How many zeros, and where? With stride $s$ the window makes one stop for every $s$ pixels, rounded up:
# $m = \lceil n / s \rceil$ outputs. From the first pixel of the first window to the last pixel of the last
# window there are $(m - 1)\, s + k$ pixels. What the picture lacks is padded:
#
# $$p = \max\bigl((m - 1)\, s + k - n, \; 0\bigr)$$
#
# Half of $p$ goes before the picture, half after it. When $p$ is odd, TensorFlow puts the odd pixel
# **after**: at the bottom and at the right.
#
# > **Slide and library differ.** The slide's 'same' keeps the size of the picture. That is so at stride 1
# > only; at stride $s$ the output is $s$ times smaller, rounded up. And the zeros need not be the same on
# > both sides.
#
# The figure shows the cases that surprise: a stride, and an even kernel. Each is drawn twice, with
# TensorFlow's zeros, and with the same amount on both sides, which is what many other libraries do. At
# stride 2 both have two outputs, and they look at different pixels.

# %% tags=["demo"]
draw.grids(
    {
        "k 3, stride 2, TensorFlow": windows(4, 3, 0, 1, stride=2),
        "k 3, stride 2, symmetric": windows(4, 3, 1, 1, stride=2),
        "k 4, stride 1, TensorFlow": windows(4, 4, 1, 2),
        "k 4, stride 1, symmetric": windows(4, 4, 2, 2),
    },
    alt="Four grids with a row for each stop on 4 pixels. Kernel 3 at stride 2: TensorFlow pads one pixel "
    "after the picture, and the windows begin at pixels 0 and 2; symmetric padding has one on each side, and "
    "the windows begin one pixel before the picture and at pixel 1. Kernel 4 at stride 1: TensorFlow pads "
    "one before and two after and has 4 stops, symmetric padding of two has 5.",
)
signal = np.array([1.0, 2.0, 3.0, 4.0]).reshape(1, 4, 1)
for stride in (1, 2):
    same = keras.ops.conv(signal, np.ones((3, 1, 1)), strides=stride, padding="same")
    print(f"Keras, 1 2 3 4 with a kernel of three ones, stride {stride}:", np.asarray(same).ravel())

# %% [markdown]
# ### Exercise 2: how many zeros, and where? (3 points)
#
# Write `pad_amounts(n, k, stride=1)`: the pair `(before, after)` of zeros that 'same' puts around an axis of
# `n` pixels for a kernel of `k` entries, as TensorFlow does. Both are whole numbers (`int`), neither is
# negative. Any of `n`, `k` and `stride` may be the largest.
#
# <details><summary>Hint 1</summary>
#
# Divide and round up first. In whole numbers: add what is missing to the next multiple before you divide with
# `//`, or divide a negative number. Check it with 4 pixels at stride 2, and with 5.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Compute the amount in all, and let it be at least 0. Only then share it: the smaller half goes before, and
# what remains goes after.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "pad_amounts", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pad_amounts(n, k, stride=1):
    """Return the zeros (before, after) that TensorFlow's 'same' puts around n pixels."""
    ### BEGIN SOLUTION
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_pad_amounts", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def keras_amounts(n, k, stride=1):
    """Return the zeros that Keras puts around ones: its windows, cut out by a kernel, begin with them."""
    seen = keras.ops.conv(np.ones((1, n, 1)), np.eye(k)[:, None], strides=stride, padding="same")
    first, last = np.asarray(seen)[0, [0, -1]]
    return int(first.argmax()), int(last[::-1].argmax())


# Stride 1, an odd and an even kernel.
check.returns(
    pad_amounts, 6, 3, expected=(1, 1),
    mistakes={"all_on_each_side": (2, 2), "one_side_only": check.either((0, 2), (2, 0))},
)  # fmt: skip
check.returns(
    pad_amounts, 6, 4, expected=(1, 2),
    mistakes={
        "odd_pixel_first": (2, 1), "symmetric_padding": check.either((2, 2), (1, 1)),
        "all_on_each_side": (3, 3), "one_side_only": check.either((0, 3), (3, 0)),
    },
)  # fmt: skip
# Larger steps: the figure's case, then two where n is no multiple of the stride.
check.returns(
    pad_amounts, 4, 3, 2, expected=(0, 1),
    mistakes={"odd_pixel_first": (1, 0), "stride_ignored": (1, 1)},
)  # fmt: skip
check.returns(
    pad_amounts, 10, 4, 3, expected=(1, 2),
    mistakes={
        "odd_pixel_first": (2, 1), "outputs_rounded_down": check.either((0, 0), (1, 1)),
        "negative_amounts": check.when(lambda pair: min(pair) < 0),
    },
)  # fmt: skip
check.returns(
    pad_amounts, 9, 5, 2, expected=(2, 2),
    mistakes={"outputs_rounded_down": (1, 1), "stride_ignored": (3, 3)},
)  # fmt: skip
# Windows that end before the picture does.
check.returns(
    pad_amounts, 6, 2, 3, expected=(0, 0),
    mistakes={"negative_amounts": check.when(lambda pair: min(pair) < 0), "stride_ignored": (0, 1)},
)  # fmt: skip
for n, k, stride in [(7, 5, 1), (7, 6, 2), (8, 5, 3), (3, 5, 1), (9, 1, 4)]:
    check.returns(pad_amounts, n, k, stride, expected=keras_amounts(n, k, stride))
### BEGIN HIDDEN TESTS
for n in (1, 2, 8, 13):
    for k in (1, 2, 3, 4, 7):
        for stride in (1, 2, 3, 5):
            check.returns(pad_amounts, n, k, stride, expected=keras_amounts(n, k, stride))
for n, k in [(5, 2), (4, 7), (224, 3)]:
    check.returns(pad_amounts, n, k, expected=keras_amounts(n, k))
### END HIDDEN TESTS

# %% [markdown]
# Keras has a layer for zeros wherever you want them, `ZeroPadding2D`. With your amounts, followed by 'valid',
# it must give what 'same' gives. Here on a photograph, with a kernel of 4 and strides of 1, 2 and 3. The same
# amount on both sides gives something else.

# %% tags=["demo"]
camera = data.picture("camera", height=128)
kernel = np.random.default_rng(0).normal(size=(4, 4, 1, 1)).astype(np.float32)
for stride in (1, 2, 3):
    same = np.asarray(
        keras.ops.conv(camera[None, ..., None], kernel, strides=stride, padding="same")
    )
    for name, pair in [("your amounts", pad_amounts(128, 4, stride)), ("symmetric", (2, 2))]:
        padded = keras.layers.ZeroPadding2D((pair, pair))(camera[None, ..., None])
        result = np.asarray(keras.ops.conv(padded, kernel, strides=stride, padding="valid"))
        alike = result.shape == same.shape and np.allclose(result, same, atol=1e-4)
        print(f"stride {stride}, {name:12} {pair}: size {result.shape[1]}, as 'same': {alike}")

# %% [markdown]
# ### What an even kernel does to a picture
#
# With an even kernel there is no middle. TensorFlow's odd pixel lies at the bottom and the right, so each
# output is a mean of pixels to its lower right, and the picture moves by half a pixel up and to the left. One
# layer does not show it. Sixteen layers of a 2 x 2 mean do: a single bright point drifts, and so does the
# photograph. The dark band at the lower right is made of zeros. Putting the odd pixel before and after in
# turn keeps the picture in its place.

# %% tags=["demo"]
box = np.full((2, 2, 1, 1), 0.25)


def smoothed(picture, in_turn):
    """Return a picture after sixteen 2 x 2 means, the zeros always after it, or before it in turn."""
    x = picture[None, ..., None]
    for number in range(16):
        side = (1, 0) if in_turn and number % 2 else (0, 1)
        x = conv2d(np.pad(x, ((0, 0), side, side, (0, 0))), box, [0])
    return x[0, ..., 0]


point = np.zeros((64, 64))
point[32, 32] = 1
for in_turn in (False, True):
    row, col = scipy.ndimage.center_of_mass(smoothed(point, in_turn))
    print(
        f"the point at (32, 32), zeros {'in turn' if in_turn else 'after '}: ({row:.1f}, {col:.1f})"
    )
draw.responses(
    camera,
    {"'same', 16 times": smoothed(camera, False), "in turn": smoothed(camera, True)},
    signed=False,
    alt="The photograph of the man with the camera, the same after sixteen 2 by 2 means with 'same' "
    "padding, which is blurred, has moved to the upper left and is dark along its lower and right "
    "border, and after sixteen means with the zeros in turn, which is blurred and has stayed in its place.",
)

# %% [markdown]
# ## 3. Four ways to continue a picture
#
# Zeros are one guess among others. Beyond the border a picture can go on
#
# - as **constant** 0: black in a photograph, and a sharp edge wherever the picture is not black;
# - as **reflect**, a mirror that stands in the middle of the last pixel: the last pixel is not repeated;
# - as **edge**: the last pixel again and again;
# - as **wrap**: from the other side, as if the picture were the surface of a ring.
#
# Below, six pixels continued by three at each end.

# %% tags=["demo"]
pixels = np.array([[3, 5, 9, 4, 6, 7]])
draw.grids(
    {
        mode: np.pad(pixels, ((0, 0), (3, 3)), mode=mode)
        for mode in ("constant", "reflect", "edge", "wrap")
    },
    alt="The pixels 3, 5, 9, 4, 6, 7 continued by three at each end. Constant: zeros. Reflect: 4, 9, 5 before "
    "and 6, 4, 9 after. Edge: three times 3 and three times 7. Wrap: 4, 6, 7 before and 3, 5, 9 after.",
)

# %% [markdown]
# In two directions, one continues the rows first and then the columns of what came out. The order makes no
# difference, and the corners are filled on the way.
#
# ### Exercise 3: pad a batch of pictures (4 points)
#
# Write `pad2d(x, top, bottom, left, right, mode='constant')`: `x` is (N, H, W, C), the result
# (N, top + H + bottom, left + W + right, C). `mode` is `'constant'` (zeros), `'reflect'`, `'edge'` or
# `'wrap'` as above; for any other value raise a `ValueError`, whatever the widths are. The four widths may
# differ, may be 0, and are smaller than the picture's side. Only height and width grow.
#
# The result keeps the type of `x`, or is a float array. It is a new array, even when all widths are 0, and `x`
# stays as it is.
#
# **By hand**, here and wherever a lab says so: no function of NumPy, SciPy, scikit-image, TensorFlow or
# Keras that convolves, correlates, pools, pads or cuts out patches. `np.zeros`, `np.concatenate`, slices,
# indices and loops are fine.
#
# <details><summary>Hint 1</summary>
#
# For each axis, ask of every position of the result which row (or column) of `x` it shows. Write these
# numbers down for the figure above: for 'reflect' they are 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3, 2.
#
# </details>
# <details><summary>Hint 2</summary>
#
# An array can be indexed with a list of rows. For 'wrap' the numbers are a remainder, for 'edge' they are
# limited to the first and the last, for 'reflect' they turn round at both ends. For zeros, start
# with zeros of the new size and put the picture in the middle. A slice that ends at `-bottom` is empty when
# `bottom` is 0.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "pad2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pad2d(x, top, bottom, left, right, mode="constant"):
    """Return x (N, H, W, C) continued by four widths; constant, reflect, edge or wrap."""
    ### BEGIN SOLUTION
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(f"mode must be constant, reflect, edge or wrap, not {mode!r}")
    height, width = x.shape[1:3]
    if mode == "constant":
        bordered = np.zeros(
            (x.shape[0], top + height + bottom, left + width + right, x.shape[3]), x.dtype
        )
        bordered[:, top : top + height, left : left + width] = x
        return bordered

    def sources(before, n, after):
        positions = np.arange(-before, n + after)
        if mode == "wrap":
            return positions % n
        if mode == "edge":
            return np.clip(positions, 0, n - 1)
        return (n - 1) - np.abs((n - 1) - np.abs(positions))

    return x[:, sources(top, height, bottom)][:, :, sources(left, width, right)]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_pad2d", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def numpy_pad(x, rows, cols, mode="constant", *, batch=(0, 0), channels=(0, 0)):
    """Return what np.pad makes of x with a pair of widths for each axis."""
    return np.pad(x, (batch, rows, cols, channels), mode=mode)


def not_turned(x, rows, cols, mode):
    """Return what np.pad gives, each part of the border turned round."""
    result = numpy_pad(x, rows, cols, mode).copy()
    for axis, (before, after) in ((1, rows), (2, cols)):
        lines = result.swapaxes(1, axis)
        n = lines.shape[1] - after
        lines[:, :before] = lines[:, :before][:, ::-1].copy()
        lines[:, n:] = lines[:, n:][:, ::-1].copy()
    return result


def no_corners(x, rows, cols, mode):
    """Return what np.pad gives, with zeros in the corners."""
    (height, width), result = x.shape[1:3], numpy_pad(x, rows, cols, mode).copy()
    inner_rows, inner_cols = np.zeros(result.shape[1], bool), np.zeros(result.shape[2], bool)
    inner_rows[rows[0] : rows[0] + height] = inner_cols[cols[0] : cols[0] + width] = True
    return result * (inner_rows[:, None] | inner_cols)[:, :, None]


pad_mistakes = {
    "dtype_lost": check.when(lambda result: result.dtype.kind not in "f"),
    "top_bottom_swapped": lambda x, t, b, l, r, mode="constant": numpy_pad(x, (b, t), (l, r), mode),
    "left_right_swapped": lambda x, t, b, l, r, mode="constant": numpy_pad(x, (t, b), (r, l), mode),
    "sides_swapped": lambda x, t, b, l, r, mode="constant": numpy_pad(x, (l, r), (t, b), mode),
    "batch_padded": lambda x, t, b, l, r, mode="constant": numpy_pad(
        x, (l, r), (0, 0), mode, batch=(t, b)
    ),
    "channels_padded": lambda x, t, b, l, r, mode="constant": numpy_pad(
        x, (0, 0), (t, b), mode, channels=(l, r)
    ),
    "edge_repeated": lambda x, t, b, l, r, mode: (
        numpy_pad(x, (t, b), (l, r), "symmetric") if mode == "reflect" else None
    ),
    "not_mirrored": lambda x, t, b, l, r, mode: (
        not_turned(x, (t, b), (l, r), mode) if mode == "reflect" else None
    ),
    "wrap_from_near_side": lambda x, t, b, l, r, mode: (
        not_turned(x, (t, b), (l, r), "symmetric") if mode == "wrap" else None
    ),
    "corners_empty": lambda x, t, b, l, r, mode: no_corners(x, (t, b), (l, r), mode),
    "mode_ignored": lambda x, t, b, l, r, mode: numpy_pad(x, (t, b), (l, r)),
    "constant_is_edge": lambda x, t, b, l, r, mode="constant": numpy_pad(
        x, (t, b), (l, r), "edge" if mode == "constant" else mode
    ),
    "zero_width_slice": lambda x, t, b, l, r, mode: numpy_pad(
        x, (t or x.shape[1], b), (l or x.shape[2], r), mode
    ),
}
rng = np.random.default_rng(1)
x = rng.normal(size=(2, 5, 6, 3))
for top, bottom, left, right in [(1, 2, 3, 4), (4, 1, 0, 2), (0, 3, 2, 0)]:
    rows, cols = (top, bottom), (left, right)
    check.returns(
        pad2d, x, top, bottom, left, right,
        expected=numpy_pad(x, rows, cols), mistakes=pad_mistakes,
    )  # fmt: skip
    for mode in ("constant", "edge", "reflect", "wrap"):
        check.returns(
            pad2d, x, top, bottom, left, right, mode,
            expected=numpy_pad(x, rows, cols, mode), mistakes=pad_mistakes,
        )  # fmt: skip
# One picture with one channel; bytes; nothing to pad.
for x in (rng.normal(size=(1, 4, 3, 1)), rng.integers(0, 256, (2, 3, 4, 2), dtype=np.uint8)):
    for mode in ("constant", "edge", "reflect", "wrap"):
        check.returns(pad2d, x, 2, 1, 1, 2, mode, expected=numpy_pad(x, (2, 1), (1, 2), mode))
        check.returns(pad2d, x, 0, 0, 0, 0, mode, expected=x)
for mode in ("symmetric", "CONSTANT", None):
    check.raises(pad2d, x, 1, 1, 1, 1, mode)
    check.raises(pad2d, x, 0, 0, 0, 0, mode)
for mode in ("constant", "edge", "reflect", "wrap"):
    check.by_hand(pad2d, x, 1, 2, 2, 1, mode)
### BEGIN HIDDEN TESTS
for shape, widths in [
    ((3, 7, 4, 1), (6, 0, 3, 1)), ((1, 2, 9, 4), (1, 1, 8, 0)), ((2, 3, 3, 2), (2, 2, 2, 2)),
    ((2, 6, 5, 2), (5, 5, 4, 4)), ((2, 6, 5, 2), (5, 5, 4, 4)), ((1, 1, 1, 1), (0, 0, 0, 0)),
    ((4, 2, 3, 3), (0, 1, 0, 2)), ((2, 3, 2, 5), (2, 0, 1, 0)),
]:  # fmt: skip
    top, bottom, left, right = widths
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x = (
            np.abs(90 * rng.normal(size=shape))
            if dtype == np.uint8
            else 90 * rng.normal(size=shape)
        )
        x = x.astype(dtype)
        mistakes = pad_mistakes if x.dtype.kind == "f" else {}
        for mode in ("constant", "edge", "reflect", "wrap"):
            check.returns(
                pad2d, x, top, bottom, left, right, mode,
                expected=numpy_pad(x, (top, bottom), (left, right), mode), mistakes=mistakes,
            )  # fmt: skip
for mode in ("Reflect", "mirror", "zeros", "same", "", 0, False):
    check.raises(pad2d, x, 1, 0, 0, 1, mode)
    check.raises(pad2d, x, 0, 0, 0, 0, mode)
for mode in ("constant", "edge", "reflect", "wrap"):
    check.by_hand(pad2d, rng.normal(size=(2, 4, 5, 1)), 0, 3, 1, 0, mode)
### END HIDDEN TESTS

# %% [markdown]
# Your function on a photograph, 32 pixels on each side. All four are inventions, some better than others.

# %% tags=["demo"]
draw.responses(
    camera,
    {
        mode: pad2d(camera[None, ..., None], 32, 32, 32, 32, mode)[0, ..., 0]
        for mode in ("constant", "reflect", "edge", "wrap")
    },
    signed=False,
    alt="The photograph of the man with the camera, and the photograph continued on all sides: by black, by "
    "its mirror image, by stripes of its edge pixels, and by its opposite sides, where the sky meets the "
    "meadow.",
)

# %% [markdown]
# ### What the kernel makes of it
#
# On a constant picture the Laplacian should be 0 everywhere: there are no edges. Zero padding makes one all
# around. The other three modes continue a constant picture as what it is.

# %% tags=["demo"]
constant = np.ones((1, 5, 5, 1), dtype=int)
laplacian = data.LAPLACIAN[..., None, None]
draw.grids(
    {
        mode: conv2d(pad2d(constant, 1, 1, 1, 1, mode), laplacian, [0])[0, ..., 0]
        for mode in ("constant", "reflect", "edge", "wrap")
    },
    alt="The Laplacian of a constant 5 by 5 picture of ones. With constant zeros around it the corners are "
    "-2, the other border pixels -1 and the inside 0; with reflect, edge and wrap everything is 0.",
)

# %% [markdown]
# A picture whose brightness grows steadily tells all four apart. Along such a ramp, the second difference
# (neighbour, minus twice the middle, plus neighbour) is 0 too. At the two ends of the rows below stands what
# each mode makes up.

# %% tags=["demo"]
ramp = np.arange(3, 9).reshape(1, 1, 6, 1)
second_difference = np.array([1, -2, 1]).reshape(1, 3, 1, 1)
draw.grids(
    {
        mode: conv2d(pad2d(ramp, 0, 0, 1, 1, mode), second_difference, [0])[0, ..., 0]
        for mode in ("constant", "reflect", "edge", "wrap")
    },
    alt="The second difference of the ramp 3 to 8: 0 inside. Its two ends are -2 and -9 with zeros, 2 and -2 "
    "with reflect, 1 and -1 with edge, 6 and -6 with wrap.",
)

# %% [markdown]
# Try it on the photograph: choose a mode, and drag the size of a box kernel. Left, the picture; then the
# padded picture, and the mean over the window. With zeros the border darkens as the kernel grows.


# %% tags=["demo"]
def mean_over_window(k, mode):
    """Draw the padded photograph and its k x k means."""
    half = k // 2
    padded = pad2d(camera[None, ..., None], half, half, half, half, mode)
    means = conv2d(padded, np.full((k, k, 1, 1), 1 / k**2), [0])
    return draw.responses_figure(
        camera,
        {f"padded, {mode}": padded[0, ..., 0], f"mean, {k} x {k}": means[0, ..., 0]},
        signed=False,
    )


draw.sliders(
    mean_over_window,
    {"k": (1, 31, 2, 21), "mode": ["constant", "reflect", "edge", "wrap"]},
    alt="A slider for the size of the kernel, set to 21, and a list of modes, set to constant, above the "
    "photograph, the photograph with a black border of 10 pixels, and its blurred version, which is "
    "dark along all four sides.",
    columns=2,
)

# %% [markdown]
# ### Which guess is best?
#
# This can be measured. Cut the middle out of a photograph and pretend that the rest is unknown. Blur the
# middle with a 9 x 9 mean, once for each mode, and compare with the blur that knows the true surroundings.
# Blue and orange show the error, each picture in its own range: mind the numbers below the colours. The
# curves are its mean magnitude by the distance from the border.

# %% tags=["demo"]
large, rim, half = data.picture("camera", height=160), 20, 4
mean_kernel = np.full((9, 9, 1, 1), 1 / 81)
middle = large[rim:-rim, rim:-rim]
known = large[rim - half : half - rim, rim - half : half - rim]
truth = conv2d(known[None, ..., None], mean_kernel, [0])[0, ..., 0]
errors = {
    mode: conv2d(pad2d(middle[None, ..., None], half, half, half, half, mode), mean_kernel, [0])[
        0, ..., 0
    ]
    - truth
    for mode in ("constant", "reflect", "edge", "wrap")
}
draw.responses(
    middle,
    errors,
    alt="The middle of the photograph, and the errors of the four modes, each in its own range. Constant: a "
    "blue frame, interrupted where the man's black coat touches the border. Reflect and edge: a few small "
    "spots where a thing meets the border. Wrap: blue and orange bands along the sides, where bright "
    "meets dark. The inside is white everywhere.",
)
index = np.indices(middle.shape)
distance = np.minimum(index, np.array(middle.shape)[:, None, None] - 1 - index).min(axis=0)
by_distance = {
    mode: [np.abs(error)[distance == d].mean() for d in range(half + 2)]
    for mode, error in errors.items()
}
draw.curves(
    by_distance,
    alt="Four falling curves of the mean error by the distance from the border, all 0 from distance 4 on. At "
    "the border itself zeros are worst, then wrap; reflect and edge are far below both.",
    x="distance from the border (pixels)",
    y="mean error",
)
for mode, curve in by_distance.items():
    print(f"{mode:8} mean error at the border {curve[0]:.3f}")

# %% [markdown]
# ## 4. A layer with padding
#
# Now both halves together: a layer that pads its input and then computes. Which amounts belong to
# 'same' and to 'full' you know from the first two sections. They follow from the **kernel's** two sides,
# which may differ and may be even.
#
# The handout names two strategies. They are not all. Keras' `Conv2D` takes 'valid' and 'same' (in
# any mixture of capitals), `Conv1D` takes 'causal' as well, and every other border is a layer or an
# operation of its own in front of a 'valid' convolution.

# %% tags=["demo"]
for layer in (keras.layers.Conv1D, keras.layers.Conv2D):
    for padding in ("valid", "same", "SAME", "full", "causal", "reflect"):
        try:
            layer(1, 3, padding=padding)
            said = "accepted"
        except ValueError:
            said = "ValueError"
        print(f"{layer.__name__}(padding={padding!r}): {said}")
ones = np.ones((1, 4, 4, 1))
print("ZeroPadding2D:", keras.layers.ZeroPadding2D(((0, 1), (2, 3)))(ones).shape)
print("keras.ops.pad:", keras.ops.pad(ones, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="reflect").shape)

# %% [markdown]
# ### Exercise 4: a padded layer (3 points)
#
# Write `conv2d_padded(x, w, b, padding)` at stride 1: `x` (N, H, W, Cin), `w` (kh, kw, Cin, Cout), `b`
# (Cout,). `padding` is `'valid'`, `'same'` (zeros where TensorFlow puts them) or `'full'` (zeros
# too); for any other value raise a `ValueError`, whatever the arrays are. The sides of the result are those
# of exercise 1. For 'same' and 'full' a kernel may be larger than the picture.
#
# This exercise is not by hand: use the ready `conv2d`, and pad as you like. You may call your `pad2d`
# and `pad_amounts`, but then this exercise is only right when those are.
#
# <details><summary>Hint 1</summary>
#
# Only the four widths depend on `padding`. Find them, pad the picture once, and let `conv2d` do the rest.
#
# </details>
# <details><summary>Hint 2</summary>
#
# At stride 1, what all windows together overhang is `k - 1` for 'same', whatever the picture's size. For
# 'full' it is that much on each side. Take `k` from the kernel: rows for top and bottom, columns for left
# and right.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_padded", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_padded(x, w, b, padding):
    """Return the layer of x with w and b at stride 1: valid, same as TensorFlow's, or full."""
    ### BEGIN SOLUTION
    kh, kw = w.shape[:2]
    if padding == "valid":
        rows = cols = (0, 0)
    elif padding == "same":
        rows, cols = (((k - 1) // 2, (k - 1) - (k - 1) // 2) for k in (kh, kw))
    elif padding == "full":
        rows, cols = (kh - 1, kh - 1), (kw - 1, kw - 1)
    else:
        raise ValueError(f"padding must be 'valid', 'same' or 'full', not {padding!r}")
    return conv2d(np.pad(x, ((0, 0), rows, cols, (0, 0))), w, b)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_padded", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def libraries_say(x, w, b, padding):
    """Return the layer by Keras, or by SciPy for 'full', which Keras lacks; in float64."""
    x, w = x.astype(np.float64), w.astype(np.float64)
    if padding != "full":
        return np.asarray(keras.ops.conv(x, w, padding=padding)) + b
    channels = [
        [
            sum(
                scipy.signal.correlate2d(picture[..., c], w[..., c, k], mode="full")
                for c in range(w.shape[2])
            )
            for k in range(w.shape[3])
        ]
        for picture in x
    ]
    return np.moveaxis(np.array(channels), 1, 3) + b


def bordered(x, w, b, rows, cols):
    """Return the layer of x inside a border of zeros, (top, bottom) and (left, right)."""
    return conv2d(np.pad(x, ((0, 0), rows, cols, (0, 0))), w, b)


def only(padding, candidate):
    """Return a candidate that explains calls with this padding alone, from x, w, b, kh and kw."""
    return lambda x, w, b, p: candidate(x, w, b, *w.shape[:2]) if p == padding else None


def turned(x, w, b, kh, kw):
    """Return 'same' with the odd pixel at the top and the left: all is turned, there and back."""
    return libraries_say(x[:, ::-1, ::-1], w[::-1, ::-1], b, "same")[:, ::-1, ::-1]


def divided(k):
    """Return the zeros of Keras' 'same' around one pixel: how a kernel of k entries is centred."""
    seen = np.asarray(keras.ops.conv(np.ones((1, 1, 1)), np.eye(k)[:, None], padding="same"))
    return int(seen.argmax()), k - 1 - int(seen.argmax())


padded_mistakes = {
    "odd_pixel_first": only("same", turned),
    "symmetric_padding": check.either(
        only("same", lambda x, w, b, kh, kw: bordered(x, w, b, (kh // 2,) * 2, (kw // 2,) * 2)),
        only(
            "same",
            lambda x, w, b, kh, kw: bordered(x, w, b, ((kh - 1) // 2,) * 2, ((kw - 1) // 2,) * 2),
        ),
    ),
    "full_off_by_one": only("full", lambda x, w, b, kh, kw: bordered(x, w, b, (kh, kh), (kw, kw))),
    "full_one_side": check.either(
        only("full", lambda x, w, b, kh, kw: bordered(x, w, b, (kh - 1, 0), (kw - 1, 0))),
        only("full", lambda x, w, b, kh, kw: bordered(x, w, b, (0, kh - 1), (0, kw - 1))),
    ),
    "same_as_valid": only("same", lambda x, w, b, kh, kw: libraries_say(x, w, b, "valid")),
    "full_as_same": only("full", lambda x, w, b, kh, kw: libraries_say(x, w, b, "same")),
    "sides_swapped": check.either(
        only("same", lambda x, w, b, kh, kw: bordered(x, w, b, divided(kw), divided(kh))),
        only("full", lambda x, w, b, kh, kw: bordered(x, w, b, (kw - 1,) * 2, (kh - 1,) * 2)),
    ),
    "kernel_flipped": lambda x, w, b, p: libraries_say(x, w[::-1, ::-1], b, p),
    "bias_missing": lambda x, w, b, p: libraries_say(x, w, 0 * b, p),
    "result_padded": only(
        "same",
        lambda x, w, b, kh, kw: np.pad(
            libraries_say(x, w, b, "valid"), ((0, 0), divided(kh), divided(kw), (0, 0))
        ),
    ),
}
rng = np.random.default_rng(2)
for x_shape, w_shape in [
    ((2, 5, 7, 3), (3, 5, 3, 2)), ((1, 6, 5, 2), (2, 4, 2, 3)), ((2, 4, 6, 1), (4, 3, 1, 1)),
]:  # fmt: skip
    x, w, b = rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[-1])
    for padding in ("valid", "same", "full"):
        check.returns(
            conv2d_padded, x, w, b, padding,
            expected=libraries_say(x, w, b, padding), mistakes=padded_mistakes,
        )  # fmt: skip
# Bytes, and a kernel larger than the picture.
x, w, b = (rng.integers(0, 256, s, dtype=np.uint8) for s in [(2, 3, 4, 2), (4, 5, 2, 1), (1,)])
for padding in ("same", "full"):
    check.returns(conv2d_padded, x, w, b, padding, expected=libraries_say(x, w, b, padding))
for padding in ("SAME", "causal", None):
    check.raises(conv2d_padded, x[:, :, :3], w[:1, :1], b, padding)
### BEGIN HIDDEN TESTS
for x_shape, w_shape in [
    ((1, 6, 4, 1), (1, 1, 1, 1)), ((3, 8, 9, 2), (6, 2, 2, 4)), ((2, 5, 5, 4), (5, 1, 4, 3)),
    ((2, 7, 8, 2), (1, 6, 2, 2)), ((2, 7, 8, 2), (1, 6, 2, 2)), ((2, 7, 8, 2), (3, 3, 2, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, b = (9 * rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[-1:]))
        x, w, b = (
            np.abs(a).astype(dtype) if dtype == np.uint8 else a.astype(dtype) for a in (x, w, b)
        )
        for padding in ("valid", "same", "full"):
            check.returns(
                conv2d_padded, x, w, b, padding,
                expected=libraries_say(x, w, b, padding), mistakes=padded_mistakes,
            )  # fmt: skip
for w_shape in [(7, 2, 2, 1), (8, 9, 2, 3)]:
    x, w, b = rng.normal(size=(2, 4, 3, 2)), rng.normal(size=w_shape), rng.normal(size=w_shape[-1])
    for padding in ("same", "full"):
        check.returns(conv2d_padded, x, w, b, padding, expected=libraries_say(x, w, b, padding))
for padding in ("Valid", "FULL", "reflect", "", 0, 1):
    check.raises(conv2d_padded, np.ones((1, 3, 3, 1)), np.ones((1, 1, 1, 1)), np.ones(1), padding)
    check.raises(conv2d_padded, np.ones((1, 3, 4, 1)), np.ones((2, 3, 1, 2)), np.ones(2), padding)
### END HIDDEN TESTS

# %% [markdown]
# The three on the handout's picture, and on the photograph with a large Laplacian of 9 x 9 (a bright middle
# minus its surroundings). 'same' and 'full' show a frame of edges that are not in the picture.

# %% tags=["demo"]
handout = data.HANDOUT_IMAGE[None, ..., None]
draw.grids(
    {
        padding: conv2d_padded(handout, laplacian, np.zeros(1), padding)[0, ..., 0].astype(int)
        for padding in ("valid", "same", "full")
    },
    alt="The Laplacian of the handout's picture: 3 by 3 for valid, as on the slide; 5 by 5 for same, with the "
    "slide's numbers in the middle; 7 by 7 for full, with the same-sized result in its middle.",
)
spot = np.full((9, 9, 1, 1), -1 / 72)
spot[3:6, 3:6] = 1 / 9


def centred(values):
    """Return a square of pixels in the middle of a field of 136 x 136 missing ones."""
    field = np.full((136, 136), np.nan)
    rim = (136 - len(values)) // 2
    field[rim : 136 - rim, rim : 136 - rim] = values
    return field


draw.responses(
    centred(camera),
    {
        padding: centred(
            conv2d_padded(camera[None, ..., None], spot, np.zeros(1), padding)[0, ..., 0]
        )
        for padding in ("valid", "same", "full")
    },
    alt="The photograph of the man with the camera and three responses, all drawn to one scale in hatched "
    "fields. All show the outlines of man and tripod. Valid is smaller than the photograph and has no frame; "
    "same is as large and has an orange frame; full is larger, with a blue frame around the orange one.",
)

# %% [markdown]
# ## 5. Deep networks: how far the border reaches
#
# A 'valid' layer takes a few pixels. A network has many layers, so with 'valid' padding a picture runs out.
# Here is the photograph with what is left of it after 7, 14 and 20 layers of 7 x 7; the hatched part is
# lost.

# %% tags=["demo"]
left_over = {}
for layers in (7, 14, 20):
    lost = layers * (7 - 1) // 2
    rest = np.full(camera.shape, np.nan)
    rest[lost:-lost, lost:-lost] = camera[lost:-lost, lost:-lost]
    left_over[f"after {layers} layers"] = rest
draw.responses(
    camera,
    left_over,
    signed=False,
    alt="The photograph of the man with the camera, and what is left of it after 7, 14 and 20 layers: a "
    "smaller and smaller square in the middle of a hatched field.",
)

# %% [markdown]
# ### Exercise 5: how deep can it go? (1 point)
#
# Write `layers_until_empty(n, k)`: how many 'valid' layers with a k x k kernel (`k >= 2`) one can put one
# after the other on a picture of n x n pixels (`n >= 1`) so that at least one pixel is left. An `int`; 0 when
# the kernel is larger than the picture.
#
# <details><summary>Hint 1</summary>
#
# Play it for `n = 7` and `k = 3`: 7, 5, 3, 1. How many layers were that? And for `n = 6`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A loop that shrinks `n` while the kernel still fits is a good answer. A single division is another: how many
# pixels may be lost, and how many does a layer take?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "layers_until_empty", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layers_until_empty(n, k):
    """Return how many valid k x k layers in a row leave at least one of n x n pixels."""
    ### BEGIN SOLUTION
    layers = 0
    while n >= k:
        n = n - k + 1
        layers += 1
    return layers
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_layers_until_empty", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# 13, 11, 9, 7, 5, 3, 1 with windows of 3.
check.returns(
    layers_until_empty, 13, 3, expected=6,
    mistakes={
        "loses_k": 4, "last_layer_forgotten": 5, "one_layer_too_many": 7,
        "loses_half": check.either(11, 12, 13),
    },
)  # fmt: skip
# 20, 16, 12, 8, 4 with windows of 5.
check.returns(
    layers_until_empty, 20, 5, expected=4,
    mistakes={"loses_half": check.either(8, 9, 10), "last_layer_forgotten": 3, "one_layer_too_many": 5},
)  # fmt: skip
check.returns(
    layers_until_empty, 30, 2, expected=29,
    mistakes={
        "loses_k": check.either(14, 15), "last_layer_forgotten": 28, "one_layer_too_many": 30,
        "symmetric_padding": check.when(lambda layers: layers > 30),
    },
)  # fmt: skip
check.returns(
    layers_until_empty, 5, 5, expected=1, mistakes={"last_layer_forgotten": 0, "one_layer_too_many": 2}
)  # fmt: skip
check.returns(
    layers_until_empty, 4, 7, expected=0,
    mistakes={"one_layer_too_many": check.when(lambda layers: layers > 0)},
)  # fmt: skip
### BEGIN HIDDEN TESTS
for n, k in [
    (1, 2),
    (2, 2),
    (3, 2),
    (28, 3),
    (29, 3),
    (28, 5),
    (33, 4),
    (100, 9),
    (224, 7),
    (6, 7),
]:
    sizes = [n]
    while sizes[-1] >= k:
        sizes.append(len(np.convolve(np.ones(sizes[-1]), np.ones(k), mode="valid")))
    check.returns(layers_until_empty, n, k, expected=len(sizes) - 1)
### END HIDDEN TESTS

# %% [markdown]
# For the digits of MNIST, for the photograph, and for the pictures of VGG16. Keras builds as many layers and
# refuses the next one.

# %% tags=["demo"]
for n in (28, 128, 224):
    print(
        f"{n:3} pixels:", ", ".join(f"{layers_until_empty(n, k)} layers of {k}" for k in (3, 5, 7))
    )
x = keras.Input((28, 28, 1))
for _ in range(layers_until_empty(28, 5)):
    x = keras.layers.Conv2D(1, 5)(x)
print("28 pixels, all layers of 5:", x.shape[1:3])
try:
    keras.layers.Conv2D(1, 5)(x)
except ValueError:
    print("one more: ValueError")

# %% [markdown]
# With 'same' padding a network can be as deep as it likes. The price: outputs near the border have seen zeros
# that are no pixels, and with each layer they carry them further in. A constant picture shows it. It has
# no content at all, and yet the result is not constant: after some layers a network can tell where the
# border is.

# %% tags=["demo"]
white = np.ones((1, 48, 48, 1))
mean3 = np.full((3, 3, 1, 1), 1 / 9)
seen, x = {}, white
for number in range(1, 17):
    x = conv2d_padded(x, mean3, np.zeros(1), "same")
    if number in (1, 4, 16):
        seen[f"after {number} layer" + "s" * (number > 1)] = x[0, ..., 0]
draw.responses(
    white[0, ..., 0],
    seen,
    signed=False,
    alt="A white square, and the same after 1, 4 and 16 layers of a 3 by 3 mean with zero padding: a grey frame "
    "that grows wider and darker, darkest in the corners, around a white middle.",
)

# %% [markdown]
# How much of the output is touched? One layer's output pixel is touched when its window leaves the picture.
# For odd $k$ the windows that stay inside have their middles in the inner part, and the rest is the border.
#
# ### Exercise 6: the share of the border (2 points)
#
# Write `border_fraction(height, width, k)`: the share of the outputs of a 'same' layer (stride 1, a k x k
# kernel, `k` odd) whose window left the picture of height x width pixels. A `float` from 0.0 to 1.0; 1.0
# where no window stays inside.
#
# <details><summary>Hint 1</summary>
#
# Counting the border itself is awkward at the corners. What is easier to count?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The windows that stay inside are those of 'valid', a rectangle of them. When the kernel is larger than one
# side there are none, and the length of that side must not become negative.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "border_fraction", "locked": false, "schema_version": 3, "solution": true, "task": false}
def border_fraction(height, width, k):
    """Return the share of 'same' outputs whose k x k window, k odd, left the picture."""
    ### BEGIN SOLUTION
    inside = max(height - k + 1, 0) * max(width - k + 1, 0)
    return 1.0 - inside / (height * width)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_border_fraction", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# 5 x 8 pixels, windows of 3: 3 x 6 = 18 of 40 stay inside.
check.returns(
    border_fraction, 5, 8, 3, expected=22 / 40,
    mistakes={
        "corners_twice": 26 / 40, "border_too_wide": check.either(30 / 40, 36 / 40),
        "border_one_side": 12 / 40, "inner_share": 18 / 40,
        "rows_only": check.either(16 / 40, 10 / 40), "percent": 100 * 22 / 40,
    },
)  # fmt: skip
# 20 x 10 pixels, windows of 7: 14 x 4 = 56 of 200 stay inside.
check.returns(
    border_fraction, 20, 10, 7, expected=144 / 200,
    mistakes={
        "corners_twice": check.either(180 / 200, 1.0), "border_one_side": 81 / 200,
        "border_too_wide": check.either(161 / 200, 188 / 200),
    },
)  # fmt: skip
check.returns(border_fraction, 6, 4, 1, expected=0.0)
# No window fits: along both sides, along one side.
check.returns(
    border_fraction, 3, 4, 7, expected=1.0,
    mistakes={
        "both_sides_negative": check.when(lambda share: 0 <= share < 1),
        "corners_twice": check.when(lambda share: share > 1),
    },
)  # fmt: skip
check.returns(
    border_fraction, 3, 20, 5, expected=1.0,
    mistakes={"both_sides_negative": check.when(lambda share: share != 1)},
)  # fmt: skip
### BEGIN HIDDEN TESTS
for height, width, k in [
    (1, 1, 1), (1, 1, 3), (9, 4, 3), (5, 5, 5), (7, 12, 5), (14, 14, 3), (2, 2, 9), (11, 2, 3), (4, 30, 5),
]:  # fmt: skip
    # A window that leaves the picture meets zeros: a kernel of ones sees fewer than k x k ones.
    met = keras.ops.conv(np.ones((1, height, width, 1)), np.ones((k, k, 1, 1)), padding="same")
    touched = np.asarray(met) < k * k - 0.5
    check.returns(border_fraction, height, width, k, expected=float(touched.mean()))
### END HIDDEN TESTS

# %% [markdown]
# Small pictures are mostly border. VGG16 pads its 3 x 3 layers with zeros, down to pictures of 14 x 14. And
# layers add up: $L$ layers of 3 x 3 see as far as one of $2L + 1$, so that is the kernel to ask for.

# %% tags=["demo"]
for side in (224, 112, 56, 28, 14):
    print(
        f"one 3 x 3 layer on {side} x {side}: {border_fraction(side, side, 3):.1%} of the outputs"
    )
depths = list(range(31))
draw.curves(
    {
        f"{side} x {side}": (
            depths,
            [border_fraction(side, side, 2 * depth + 1) for depth in depths],
        )
        for side in (14, 28, 56, 224)
    },
    alt="Four rising curves of the share of outputs that depend on padding, by the number of 3 by 3 layers. "
    "For 14 by 14 it is all of them from 7 layers on, for 28 by 28 from 14, for 56 by 56 from 28; for 224 "
    "by 224 it grows almost evenly to just under half at 30 layers.",
    x="number of 3 x 3 layers",
    y="share of the outputs",
)

# %% [markdown]
# ## 6. Padding in time
#
# A signal that arrives moment by moment has a border that moves: the present. A layer that predicts, or
# that runs while one speaks, must not use what comes later. **Causal** padding puts all zeros before
# the signal, so that the window of each output ends at its own moment. In one dimension, with $x$ (N, T,
# Cin) and $w$ (k, Cin, Cout),
#
# $$\mathrm{out}_{n,t,j} = \sum_{a=0}^{k-1} \; \sum_{c} w_{a,c,j} \; x_{n,\,t-(k-1)+a,\,c}$$
#
# where $x$ is 0 before its beginning. The last entry $w_{k-1}$ meets the present, $w_0$ the furthest past. There
# is one output for each moment.

# %% tags=["demo"]
draw.grids(
    {"same": windows(6, 3, 1, 1), "causal": windows(6, 3, 2, 0)},
    alt="Two grids with a row for each moment of a signal of 6. Same: one padded value at each end, and "
    "each window reaches one moment into the future. Causal: two padded values before the signal, and each "
    "window ends at its own moment.",
)

# %% [markdown]
# ### Exercise 7: a causal layer (2 points)
#
# Write `causal_conv1d(x, w)`: `x` (N, T, Cin), `w` (k, Cin, Cout), the result (N, T, Cout) as in the formula,
# without bias. The kernel is not flipped, and it may be longer than the signal. Use any NumPy or Keras
# you like.
#
# <details><summary>Hint 1</summary>
#
# How many zeros does the first output need before the signal? Put them there, and every window is an ordinary
# slice.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Loop over the kernel's entries. Entry `a` meets T neighbouring moments of the padded signal; slice them out,
# (N, T, Cin), multiply with the matrix `w[a]`, (Cin, Cout), and add up.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "causal_conv1d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def causal_conv1d(x, w):
    """Return the causal layer (N, T, Cout) of x (N, T, Cin) with w (k, Cin, Cout)."""
    ### BEGIN SOLUTION
    moments, k = x.shape[1], w.shape[0]
    past = np.zeros((x.shape[0], k - 1, x.shape[2]))
    padded = np.concatenate([past, x], axis=1)
    return sum(padded[:, a : a + moments] @ w[a].astype(float) for a in range(k))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_causal_conv1d", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def keras_conv1d(x, w, padding="causal"):
    """Return what a Conv1D layer of Keras gives, in float64."""
    layer = keras.layers.Conv1D(
        w.shape[2], w.shape[0], padding=padding, use_bias=False, dtype="float64",
        kernel_initializer="zeros",
    )  # fmt: skip
    layer.build((None, None, w.shape[1]))
    layer.set_weights([w.astype(np.float64)])
    return np.asarray(layer(x.astype(np.float64)))


causal_mistakes = {
    "looks_ahead": check.either(
        lambda x, w: keras_conv1d(x[:, ::-1], w[::-1])[:, ::-1],
        lambda x, w: keras_conv1d(x[:, ::-1], w)[:, ::-1],
    ),
    "time_reversed": lambda x, w: keras_conv1d(x, w[::-1]),
    "padded_at_both_ends": check.either(
        lambda x, w: keras_conv1d(x, w, "same"),
        lambda x, w: keras_conv1d(np.pad(x, ((0, 0), (0, len(w) - 1), (0, 0))), w),
    ),
    "present_left_out": lambda x, w: np.pad(keras_conv1d(x, w), ((0, 0), (1, 0), (0, 0)))[:, :-1],
    "not_padded": check.either(
        lambda x, w: keras_conv1d(x, w, "valid"),
        check.when(lambda out: np.ndim(out) == 3 and not out[:, 0].any() and out[:, -1].any()),
    ),
}
rng = np.random.default_rng(3)
for x_shape, w_shape in [((2, 7, 3), (3, 3, 2)), ((3, 6, 1), (4, 1, 2)), ((1, 8, 2), (2, 2, 1))]:
    x, w = rng.normal(size=x_shape), rng.normal(size=w_shape)
    check.returns(causal_conv1d, x, w, expected=keras_conv1d(x, w), mistakes=causal_mistakes)
# Bytes, and a kernel longer than the signal.
for x_shape, w_shape in [((2, 6, 2), (3, 2, 2)), ((2, 2, 3), (5, 3, 1))]:
    x, w = (rng.integers(0, 256, shape, dtype=np.uint8) for shape in (x_shape, w_shape))
    check.returns(causal_conv1d, x, w, expected=keras_conv1d(x, w), mistakes=causal_mistakes)
### BEGIN HIDDEN TESTS
for x_shape, w_shape in [
    ((1, 1, 1), (1, 1, 1)), ((2, 5, 4), (1, 4, 3)), ((3, 9, 2), (6, 2, 5)), ((1, 3, 1), (8, 1, 1)),
    ((3, 9, 2), (6, 2, 5)), ((2, 1, 2), (3, 2, 2)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64):
        x, w = ((9 * rng.normal(size=shape)).astype(dtype) for shape in (x_shape, w_shape))
        check.returns(causal_conv1d, x, w, expected=keras_conv1d(x, w), mistakes=causal_mistakes)
x, w = rng.integers(0, 9, (2, 7, 2)), rng.normal(size=(3, 2, 2))
check.returns(causal_conv1d, x, w, expected=keras_conv1d(x, w))
# A change of the future leaves the past alone.
changed = x.copy()
changed[:, 4:] += 100
before = np.abs(check.call(causal_conv1d, x, w) - check.call(causal_conv1d, changed, w))[:, :4]
check.property(
    before.max() < 1e-3, "outputs do not depend on later inputs", mistakes={"looks_ahead": True}
)
### END HIDDEN TESTS

# %% [markdown]
# One row of the photograph, read from left to right as if it arrived pixel by pixel, and its mean over 9
# pixels. The centred mean follows the signal without delay, because it knows four pixels of the future. The
# causal mean does not, and lags behind by four pixels.

# %% tags=["demo"]
row = camera[None, 60, :, None].astype(float)
nine = np.full((9, 1, 1), 1 / 9)
centred_mean = np.asarray(keras.ops.conv(row, nine, padding="same"))[0, :, 0]
draw.curves(
    {
        "row 60": row[0, :, 0],
        "causal mean": causal_conv1d(row, nine)[0, :, 0],
        "centred mean": centred_mean,
    },
    alt="The brightness along a row of the photograph, dark across the man and bright from pixel 78 on, and two "
    "smoothed curves. The causal mean starts low, because zeros come before it, and rises some pixels after "
    "the signal; the centred mean rises with it, and falls at the right end, where zeros follow.",
    x="pixel, or moment",
    y="brightness",
)

# %% [markdown]
# ## 7. Bonus: the way back through a border (2 bonus points)
#
# A network learns by gradients, and they pass through the padding too. Say `dy` is the gradient of a loss
# with respect to the padded pictures, one number for each pixel of them. What is the gradient with respect
# to the pictures? Each pixel appears in the padded picture once, with factor 1. The zeros are no pixels: they do
# not depend on anything.
#
# ### Exercise 8: the gradient of zero padding
#
# Write `pad2d_backward(dy, top, bottom, left, right)`: `dy` is (N, top + H + bottom, left + W + right, C), the
# result (N, H, W, C), a new array of the type of `dy`, or floats. Widths may be 0. By hand, without
# automatic differentiation.
#
# <details><summary>Hint 1</summary>
#
# Where in the padded picture is the pixel (0, 0) of the picture? Where is the last one?
#
# </details>
# <details><summary>Hint 2</summary>
#
# One slice does it, and a copy of it. Try your slice with `bottom = 0`: where does it end?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "pad2d_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pad2d_backward(dy, top, bottom, left, right):
    """Return the gradient with respect to x of sum(zero-padded x * dy)."""
    ### BEGIN SOLUTION
    last_row, last_col = dy.shape[1] - bottom, dy.shape[2] - right
    return dy[:, top:last_row, left:last_col].copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_pad2d_backward", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 2}
def tape_gradient(dy, top, bottom, left, right):
    """Return the gradient that TensorFlow computes, in float64."""
    n, height, width, channels = dy.shape
    x = tf.zeros((n, height - top - bottom, width - left - right, channels), tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]])
    return tape.gradient(y, x, output_gradients=tf.constant(dy, tf.float64)).numpy()


def folded(dy, top, bottom, left, right):
    """Return the gradient of edge padding: each number goes to the pixel that its place shows."""
    n, height, width, channels = dy.shape
    places = np.arange((height - top - bottom) * (width - left - right))
    places = places.reshape(height - top - bottom, -1)
    shown = np.pad(places, ((top, bottom), (left, right)), mode="edge")
    result = np.zeros((n, places.size, channels))
    np.add.at(result, (np.s_[:], shown.ravel()), dy.reshape(n, -1, channels))
    return result.reshape(n, *places.shape, channels)


pad_back_mistakes = {
    "top_bottom_swapped": lambda dy, t, b, l, r: tape_gradient(dy, b, t, l, r),
    "left_right_swapped": lambda dy, t, b, l, r: tape_gradient(dy, t, b, r, l),
    "sides_swapped": lambda dy, t, b, l, r: tape_gradient(dy, l, r, t, b),
    "padded_again": lambda dy, t, b, l, r: np.pad(dy, ((0, 0), (t, b), (l, r), (0, 0))),
    "border_folded": folded,
    "zero_width_slice": check.when(lambda dx: dx.size == 0),
}
rng = np.random.default_rng(4)
for shape, widths in [
    ((2, 8, 9, 3), (1, 2, 3, 1)), ((1, 7, 6, 1), (2, 0, 1, 3)), ((2, 7, 6, 2), (0, 2, 3, 0)),
    ((2, 4, 3, 2), (0, 0, 0, 0)),
]:  # fmt: skip
    dy = rng.normal(size=shape)
    check.returns(
        pad2d_backward, dy, *widths,
        expected=tape_gradient(dy, *widths), mistakes=pad_back_mistakes,
    )  # fmt: skip
check.by_hand(pad2d_backward, dy, 1, 1, 0, 1)
### BEGIN HIDDEN TESTS
for shape, widths in [
    ((3, 5, 9, 2), (4, 0, 0, 5)), ((2, 9, 5, 4), (0, 6, 2, 2)), ((1, 4, 4, 1), (1, 1, 1, 1)),
    ((1, 4, 4, 1), (1, 1, 1, 1)), ((2, 6, 7, 3), (2, 3, 0, 4)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        dy = (
            np.abs(90 * rng.normal(size=shape))
            if dtype == np.uint8
            else 90 * rng.normal(size=shape)
        )
        dy = dy.astype(dtype)
        check.returns(
            pad2d_backward, dy, *widths,
            expected=tape_gradient(dy, *widths), mistakes=pad_back_mistakes,
        )  # fmt: skip
check.by_hand(pad2d_backward, rng.normal(size=(2, 6, 5, 3)), 1, 0, 2, 1)
### END HIDDEN TESTS

# %% [markdown]
# Padding and its way back belong together: the sum of `pad(x) * dy` equals the sum of `x * pad_backward(dy)`,
# for any two arrays. Such a pair is called **adjoint**; lab 5 is about another one.

# %% tags=["demo"]
rng = np.random.default_rng(5)
x, dy = camera[None, ..., None].astype(float), rng.normal(size=(1, 133, 135, 1))
forth = np.sum(np.pad(x, ((0, 0), (2, 3), (0, 7), (0, 0))) * dy)
back = np.sum(x * pad2d_backward(dy, 2, 3, 0, 7))
print("both sums are alike:", bool(np.isclose(forth, back)))

# %% [markdown]
# ## 8. A question in words (2 points)
#
# **A network marks suspicious spots in CT slices of the chest. Which padding do you choose, and why?** The pixels
# are in Hounsfield units: -1000 is air, 0 is water, soft tissue lies between 20 and 70. In some slices the body
# reaches the border of the picture. Write four to eight sentences in the cell below. Say which padding you
# take and what it makes of the border of such a slice. Say what it costs, or why another padding is
# worse.

# %% [markdown] nbgrader={"grade": true, "grade_id": "padding_for_ct", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** I take reflect (or edge) padding in front of 'valid' layers. Where the slice shows air at
# its border, it continues with air; where the body is cut off, it continues with tissue, so no edge arises
# that is not in the patient. Zeros are a bad guess here: 0 is not "nothing" but water, so a slice surrounded
# by air gets a bright frame 1000 units above it, and the first layers answer to this frame. In the
# experiment of section 3, zeros were the worst of the four at the border, reflect and edge the best. Wrap is
# wrong, since the left and the right side of the body are not neighbours. The price: the continued
# tissue is invented, a spot at the border is mirrored and looks larger than it is, so marks within a
# receptive field of the border deserve a second look. Where a missed or false mark is worse than a smaller
# picture, scan wider and use 'valid', which invents nothing.
#
# **Rubric.** 1 point: a choice, with a reason that fits these pictures (what the border then looks like; 0
# means water, so shifting the values or padding with -1000 counts as well; 'valid' because nothing is invented).
# 1 point: the price of the choice (invented tissue, mirrored spots, lost border), or why a named other padding
# is worse here.

# %% [markdown]
# ## What to remember
#
# - Valid, same and full differ in which windows count. Valid invents nothing and shrinks the picture.
# - 'same' keeps the size at stride 1 only. TensorFlow puts the odd zero at the bottom and at the right.
# - Even kernels with 'same' padding move the picture by half a pixel in each layer.
# - Zeros are pixels with a value, and a kernel answers to the edge that they make. Reflect and edge are
#   better guesses on photographs.
# - In a deep network with small pictures, most outputs depend on padding.
# - Causal padding puts all zeros before the signal, so that no output knows the future.
# - A slice that ends at -0 is empty.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025, slides 12-16.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
# - M. A. Islam, S. Jia, N. D. B. Bruce, *How much position information do convolutional neural networks
#   encode?*, ICLR 2020, arXiv:2001.08248: zero padding tells a network where it is.
# - A. van den Oord and others, *WaveNet: a generative model for raw audio*, arXiv:1609.03499: causal layers.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapter 9, <https://www.deeplearningbook.org>.
# - Photograph: scikit-image's *camera*.
