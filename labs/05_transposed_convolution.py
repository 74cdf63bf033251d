# ---
# jupyter:
#   cnnlabs:
#     title: Transposed convolution
#     minutes: 150
#     prerequisites: Labs 1 to 3; matrices and inner products for the second half
#     points: 25
#     bonus: 2
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 5: Transposed convolution
#
# Strides and pooling make pictures smaller. Networks that answer with a picture, such as a mask, a depth map
# or a new photograph, must make them larger again. A **transposed convolution** does that with weights that are
# learned. In this lab you write it in two ways that look unlike each other and give the same numbers. You
# find out what is transposed in it, why it draws checkerboards, and why its other name is wrong.
#
# **You will be able to**
# - compute a transposed convolution by stamps, and by inserted zeros and a correlation;
# - predict the size of Keras' output for every kernel, stride and padding;
# - write a convolution as a matrix, and test whether one map is the transpose of another;
# - choose kernels and strides that do not draw checkerboards, and upsample bilinearly.
#
# **Before you start**: you know convolution, padding and strides from labs 1 to 3. The lab follows slides 27
# and 28 of *06 - Convolutional Neural Networks* (F. Pitié, Trinity College Dublin, 2024/2025), "the handout"
# from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of them checks
# your work and tells you what is not right yet; it also holds points. Two hints wait under each exercise. Some
# checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. Batches are (pictures, height, width, channels). `conv2d(x, w, b)` is the finished layer of
# lab 1: stride 1, no padding, kernel not flipped.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet
from cnnlabs.layers import conv2d

import keras
import numpy as np
import scipy.signal
import skimage.restoration
import tensorflow as tf

# %% [markdown]
# ## 1. Stamps
#
# A convolution gathers: each output collects a window of inputs, weighted by the kernel. A transposed
# convolution scatters: each input pixel is spread over a window of outputs. Multiply the whole kernel by the
# pixel, and you have a **stamp**. Pixel $(i, j)$ puts its stamp at row $i \, s_h$ and column $j \, s_w$ of the
# output, where $s_h, s_w$ are the strides. Where stamps overlap, they are added.
#
# $$y_{i s_h + a, \; j s_w + b} \mathrel{+}= x_{i,j} \, w_{a,b}$$
#
# Here four pixels stamp a 3 x 3 kernel with strides of 2.

# %% tags=["demo"]
four = np.array([[1, 2], [3, -1]])
stamp = np.array([[1, 2, 0], [0, 1, 3], [4, 0, 1]])
draw.sweep(
    four,
    stamp,
    operation="scatter",
    strides=(2, 2),
    alt="Animation: each of the four pixels 1, 2, 3 and -1 in turn multiplies a 3 by 3 kernel, and "
    "the stamp is added into a 5 by 5 output. Stamps lie two entries apart, and the row and "
    "column between them are added up.",
)

# %% [markdown]
# The other way to the same numbers is the handout's (slide 27): insert zeros between the pixels, then convolve.
# With strides of 2, one zero goes between neighbours. None goes before the first pixel or after the last.
#
# > **Slide and library differ.** "Insert zeros, then convolve" is short of two things. The picture also needs a
# > border of $k - 1$ zeros on every side, and the sum that slides over it, which for Keras is a correlation,
# > needs the **flipped** kernel. Below are both, and the 5 x 5 result is the same as above.

# %% tags=["demo"]
draw.sweep_frame(
    four,
    stamp[::-1, ::-1],
    2,
    2,
    zeros=(2, 2),
    padding=(2, 2, 2, 2),
    alt="The same four pixels with a zero between neighbours and a border of two zeros. The flipped "
    "kernel lies over the middle and covers all four pixels with its corners. Their weighted sum "
    "is the middle of the output.",
)
zeros_between = np.zeros((3, 3))
zeros_between[::2, ::2] = four
print(
    scipy.signal.correlate2d(np.pad(zeros_between, 2), stamp[::-1, ::-1], mode="valid").astype(int)
)

# %% [markdown]
# ### Exercise 1: insert zeros (2 points)
#
# Write `insert_zeros(x, strides)`: `x` (N, H, W, C), `strides` a pair (vertical, horizontal) = (sh, sw). Return
# an array (N, (H - 1) sh + 1, (W - 1) sw + 1, C) in which neighbouring pixels lie `strides` apart, with zeros
# between them. It keeps the type of `x` or holds floats; it is new memory even for strides (1, 1).
#
# <details><summary>Hint 1</summary>
#
# Start from zeros of the whole size. Which rows and columns of it hold pixels?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A slice with a step, such as `[::2]`, can stand on the left of an assignment.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "insert_zeros", "locked": false, "schema_version": 3, "solution": true, "task": false}
def insert_zeros(x, strides):
    """Return x (N, H, W, C) with its pixels `strides` apart and zeros between them."""
    ### BEGIN SOLUTION
    n, height, width, channels = x.shape
    rows, cols = (height - 1) * strides[0] + 1, (width - 1) * strides[1] + 1
    spread = np.zeros((n, rows, cols, channels), dtype=x.dtype)
    spread[:, :: strides[0], :: strides[1]] = x
    return spread
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_insert_zeros", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def spread_out(x, sh, sw, repeated=False):
    """Return x times an impulse (or, repeated, a box) of the strides' size, with what trails."""
    impulse = np.ones((sh, sw)) if repeated else np.eye(sh, 1) @ np.eye(1, sw)
    return np.kron(x, impulse[None, :, :, None])


def without_trail(x, strides):
    """Return the pixels of x `strides` apart, nothing after the last."""
    trailing = spread_out(x, *strides)
    sh, sw = strides
    return trailing[:, : trailing.shape[1] - sh + 1, : trailing.shape[2] - sw + 1]


insert_mistakes = {
    "trailing_zeros": lambda x, strides: spread_out(x, *strides),
    "pixels_repeated": check.either(
        lambda x, strides: spread_out(x, *strides, repeated=True),
        lambda x, strides: spread_out(x, *strides, repeated=True)[
            :, : (x.shape[1] - 1) * strides[0] + 1, : (x.shape[2] - 1) * strides[1] + 1
        ],
    ),
    "strides_swapped": lambda x, strides: without_trail(x, strides[::-1]),
    "vertical_stride_only": lambda x, strides: without_trail(x, (strides[0], strides[0])),
    "one_zero_too_many": lambda x, strides: without_trail(x, (strides[0] + 1, strides[1] + 1)),
}
rng = np.random.default_rng(1)
for shape, strides in [((1, 2, 2, 1), (2, 2)), ((2, 3, 4, 2), (2, 3)), ((2, 4, 3, 3), (1, 1))]:
    x = rng.normal(size=shape)
    check.returns(
        insert_zeros, x, strides, expected=without_trail(x, strides), mistakes=insert_mistakes
    )
### BEGIN HIDDEN TESTS
for shape, strides in [
    ((1, 1, 1, 1), (3, 2)), ((3, 5, 2, 4), (4, 1)), ((2, 1, 6, 2), (5, 3)), ((2, 1, 6, 2), (5, 3)),
    ((1, 4, 7, 1), (1, 4)), ((2, 3, 3, 2), (1, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x = rng.integers(1, 200, shape).astype(dtype)
        check.returns(
            insert_zeros, x, strides,
            expected=without_trail(x, strides).astype(dtype), mistakes=insert_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The same for a photograph. Three quarters of the result are black; the convolution that follows has to fill them.

# %% tags=["demo"]
cat = data.picture("chelsea", height=96)
draw.responses(
    cat[20:52, 50:90],
    {"zeros inserted": insert_zeros(cat[None, 20:52, 50:90, None], (2, 2))[0, :, :, 0]},
    signed=False,
    alt="A detail of the photograph of a cat around one eye, and the same pixels with black rows and "
    "columns between them, twice as large.",
)

# %% [markdown]
# ## 2. How large is the result?
#
# The last of $n$ stamps begins at $(n - 1) s$ and is $k$ long. So the stamps fill $(n - 1) s + k$ entries along an
# axis. Keras' output has another size, by a rule of its own:
#
# $$\text{valid: } n s + \max(k - s, 0), \qquad \text{same: } n s$$
#
# For $k \ge s$ the first is the same as $(n - 1) s + k$. For $k < s$ it is longer: after the last stamp come
# $s - k$ entries that no stamp reaches. Only the bias fills them.
#
# 'same' cuts the stamps' canvas down to $n s$. The surplus is $\max(k - s, 0)$. Half of it, rounded down, goes
# at the front and the rest at the end: when the surplus is odd, the end loses one more. The cell below runs
# Keras for many sizes, asks where its 'same' output lies in the 'valid' one, and draws three cases.


# %% tags=["demo"]
def one_axis(n, k, s, padding):
    """Return Keras' transposed convolution of the pixels 1, 1, ... with the kernel 1, 2, ... along one axis."""
    x, w = np.ones((1, n, 1)), np.arange(1.0, k + 1).reshape(k, 1, 1)
    return np.asarray(keras.ops.conv_transpose(x, w, strides=s, padding=padding)).ravel()


agree = []
for n in (1, 2, 3, 5):
    for k in range(1, 7):
        for s in range(1, 5):
            every, same = one_axis(n, k, s, "valid"), one_axis(n, k, s, "same")
            front = max(k - s, 0) // 2
            agree.append(
                len(every) == n * s + max(k - s, 0)
                and np.allclose(every[front : front + n * s], same)
            )
print(f"the rule holds in {sum(agree)} of {len(agree)} cases")
tables = {}
for k, s in [(3, 2), (5, 2), (2, 3)]:
    every, front = one_axis(3, k, s, "valid"), max(k - s, 0) // 2
    kept = np.full(len(every), np.nan)
    kept[front : front + 3 * s] = one_axis(3, k, s, "same")
    tables[f"k {k}, s {s}: valid above, same below"] = np.array([every, kept])
draw.grids(
    tables,
    alt="Three pixels of 1 stamp a kernel 1, 2, ... along one axis; Keras' valid output above, its "
    "same output below. Kernel 3, stride 2: same drops the last entry. Kernel 5, stride 2: it "
    "drops one entry in front and two at the end. Kernel 2, stride 3: nothing is dropped, and "
    "both end with a 0 that no stamp reaches.",
)

# %% [markdown]
# ### Exercise 2: the size of the output (3 points)
#
# Write `transposed_output_size(n, k, stride, padding)`: the length of Keras' output along one axis for `n`
# pixels, a kernel of `k` and a stride, all at least 1; `padding` is 'valid' or 'same'. Return a whole number
# (`int`).
#
# <details><summary>Hint 1</summary>
#
# One of the two paddings does not need the kernel's size at all.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For 'valid', what reaches beyond $n s$? When the kernel is smaller than the stride, nothing does, and nothing is
# taken away either.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "transposed_output_size", "locked": false, "schema_version": 3, "solution": true, "task": false}
def transposed_output_size(n, k, stride, padding):
    """Return the length of a transposed convolution's output along one axis, as in Keras."""
    ### BEGIN SOLUTION
    if padding == "same":
        return n * stride
    return n * stride + max(k - stride, 0)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_transposed_output_size", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def keras_length(n, k, stride, padding):
    """Return the length of the output that Keras computes along one axis."""
    x, w = np.zeros((1, n, 1)), np.zeros((k, 1, 1))
    return keras.ops.conv_transpose(x, w, strides=stride, padding=padding).shape[1]


size_mistakes = {
    "kernel_in_same": lambda n, k, s, padding: n * s + max(k - s, 0) if padding == "same" else None,
    "stamp_size_always": check.either(
        lambda n, k, s, padding: (n - 1) * s + k,
        lambda n, k, s, padding: (n - 1) * s + k if padding == "valid" else n * s,
    ),
    "overhang_added_always": lambda n, k, s, padding: n * s + k - s,
    "size_of_a_convolution": check.either(
        lambda n, k, s, padding: (n - k) // s + 1 if padding == "valid" else -(-n // s),
        lambda n, k, s, padding: -(-n // s),
    ),
    "kernel_ignored": lambda n, k, s, padding: n * s,
    "same_keeps_size": lambda n, k, s, padding: n,
}
# The handout's layer (slide 28): 10 x 8 pixels, kernel 3, stride 2.
check.returns(transposed_output_size, 10, 3, 2, "valid", expected=21, mistakes=size_mistakes)
check.returns(transposed_output_size, 8, 3, 2, "valid", expected=17, mistakes=size_mistakes)
# Keras' own lengths, with kernels larger and smaller than the stride.
for n, k, s in [(5, 2, 3), (4, 1, 2), (7, 5, 2), (6, 4, 4), (3, 3, 1), (4, 5, 3)]:
    for padding in ("valid", "same"):
        check.returns(
            transposed_output_size, n, k, s, padding,
            expected=keras_length(n, k, s, padding), mistakes=size_mistakes,
        )  # fmt: skip
### BEGIN HIDDEN TESTS
for n in (1, 9):
    for k in range(1, 8):
        for s in (1, 2, 3, 5):
            for padding in ("valid", "same"):
                check.returns(
                    transposed_output_size, n, k, s, padding,
                    expected=keras_length(n, k, s, padding), mistakes=size_mistakes,
                )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The layer of slide 28, and your sizes. The kernel's last two axes are swapped against `Conv2D`: (kh, kw,
# **out**, **in**).
#
# > **Slide and library differ.** The argument is `strides`, not `stride`. The layer computes in float32: an
# > array of float64, as NumPy makes them, is converted on the way in.

# %% tags=["demo"]
try:
    keras.layers.Conv2DTranspose(32, (3, 3), stride=2)
except ValueError as error:
    print("stride:", error)
layer = keras.layers.Conv2DTranspose(32, (3, 3), strides=2)
pictures = np.zeros((4, 10, 8, 128))
answer = layer(pictures)
print("in: ", pictures.shape, pictures.dtype)
print("out:", tuple(answer.shape), keras.backend.standardize_dtype(answer.dtype))
print("yours:", [transposed_output_size(n, 3, 2, "valid") for n in (10, 8)])
print("kernel:", tuple(layer.kernel.shape))

# %% [markdown]
# ## 3. All channels, by stamps
#
# With channels, a pixel is a vector of $C_{in}$ numbers, and each entry of the kernel is a matrix that turns it
# into $C_{out}$ numbers. Each output gets its bias once, however many stamps it lies under, or none.
#
# $$y_{n,\, i s_h + a,\, j s_w + b,\, k} \mathrel{+}= \sum_c x_{n,i,j,c} \; w_{a,b,k,c}, \qquad
# y_{n,p,q,k} \mathrel{+}= b_k$$


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_transposed", "locked": true, "schema_version": 3, "solution": false, "task": false}
def keras_transpose(x, w, b, strides, padding="valid"):
    """Return Keras' transposed convolution in float64; w (kh, kw, Cout, Cin)."""
    x, w, b = (np.asarray(array, np.float64) for array in (x, w, b))
    return np.asarray(keras.ops.conv_transpose(x, w, strides=strides, padding=padding)) + b


def without_bias(x, w, strides, padding="valid"):
    """Return the same with a bias of 0."""
    return keras_transpose(x, w, np.zeros(w.shape[2]), strides, padding)


def bias_of_each_stamp(x, w, b, strides, padding="valid"):
    """Return what comes out when every stamp brings the bias along."""
    x_ones, w_bias = np.ones((*x.shape[:3], 1)), np.ones((*w.shape[:2], 1, 1)) * b[:, None]
    return without_bias(x, w, strides, padding) + without_bias(x_ones, w_bias, strides, padding)


def last_stamp_on_top(x, w, b, strides):
    """Return what comes out when each stamp replaces what lies under it."""
    w = w.astype(float)
    out = without_bias(0 * x, w, strides)
    for i in range(x.shape[1]):
        for j in range(x.shape[2]):
            place = np.s_[:, i * strides[0] : i * strides[0] + w.shape[0],
                          j * strides[1] : j * strides[1] + w.shape[1]]  # fmt: skip
            out[place] = np.einsum("nc,abkc->nabk", x[:, i, j], w)
    return out + b


def cut_to_stamps(x, w, b, strides, padding="valid"):
    """Return Keras' output cut off where the last stamp ends."""
    rows, cols = ((n - 1) * s + k for n, s, k in zip(x.shape[1:3], strides, w.shape, strict=False))
    return keras_transpose(x, w, b, strides, padding)[:, :rows, :cols]


def numbers(rng, shape, dtype):
    """Return random numbers of a type, negative ones too where it has them."""
    values = 9 * rng.normal(size=shape)
    return (np.abs(values) if dtype == np.uint8 else values).astype(dtype)


# %% [markdown]
# ### Exercise 3: a transposed convolution by stamps (4 points)
#
# Write `conv2d_transpose_scatter(x, w, b, strides)`: `x` (N, H, W, Cin), `w` (kh, kw, Cout, Cin) as in Keras,
# `b` (Cout,), `strides` a pair. Return the 'valid' output (N, out height, out width, Cout) with Keras' sizes,
# also where the kernel is smaller than a stride. By hand: add stamps, without a function that convolves or
# pads. Whole numbers, bytes too, give exact results and do not overflow.
#
# <details><summary>Hint 1</summary>
#
# Make the whole output first, in floats. Loop over the pixels (i, j); where does the stamp lie, and which slice
# of the output is that? One sum over $c$ gives the stamps of all pictures at once.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.einsum("nc,abkc->nabk", ...)` makes the stamps. Fill in the bias before the first stamp, or add it after
# the last one.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_transpose_scatter", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_transpose_scatter(x, w, b, strides):
    """Return the 'valid' transposed convolution of x (N, H, W, Cin) with w (kh, kw, Cout, Cin)."""
    ### BEGIN SOLUTION
    n, height, width, _ = x.shape
    kh, kw, c_out, _ = w.shape
    sh, sw = strides
    output = np.zeros((n, height * sh + max(kh - sh, 0), width * sw + max(kw - sw, 0), c_out))
    for i in range(height):
        for j in range(width):
            stamps = np.einsum("nc,abkc->nabk", x[:, i, j].astype(float), w)
            output[:, i * sh : i * sh + kh, j * sw : j * sw + kw] += stamps
    return output + b
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_transpose_scatter", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
scatter_mistakes = {
    "stamps_overwrite": last_stamp_on_top,
    "channels_swapped": lambda x, w, b, strides: keras_transpose(
        x, w.transpose(0, 1, 3, 2), b, strides
    ),
    "bias_per_stamp": bias_of_each_stamp,
    "bias_missing": lambda x, w, b, strides: without_bias(x, w, strides),
    "output_too_short": cut_to_stamps,
    "stamp_turned": lambda x, w, b, strides: keras_transpose(x, w[::-1, ::-1], b, strides),
    "strides_swapped": lambda x, w, b, strides: keras_transpose(x, w, b, strides[::-1]),
    "vertical_stride_only": lambda x, w, b, strides: keras_transpose(x, w, b, (strides[0],) * 2),
    "first_image_only": check.either(
        lambda x, w, b, strides: keras_transpose(x[:1], w, b, strides),
        lambda x, w, b, strides: keras_transpose(x, w, b, strides)[:1].repeat(len(x), axis=0),
    ),
}
# One picture, one channel: the animation's numbers.
check.returns(
    conv2d_transpose_scatter,
    np.array([[1, 2], [3, -1]]).reshape(1, 2, 2, 1),
    np.array([[1, 2, 0], [0, 1, 3], [4, 0, 1]]).reshape(3, 3, 1, 1),
    np.array([0]),
    (2, 2),
    expected=np.array(
        [[1, 2, 2, 4, 0], [0, 1, 3, 2, 6], [7, 6, 8, -2, 2], [0, 3, 9, -1, -3], [12, 0, -1, 0, -1]]
    ).reshape(1, 5, 5, 1),
    mistakes=scatter_mistakes,
)
rng = np.random.default_rng(3)
for x_shape, w_shape, strides in [
    ((2, 3, 4, 2), (3, 3, 2, 2), (2, 2)), ((2, 3, 4, 3), (3, 4, 2, 3), (1, 3)),
    ((1, 4, 3, 1), (2, 1, 3, 1), (3, 2)),
]:  # fmt: skip
    x, w, b = (rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[2]))
    check.returns(
        conv2d_transpose_scatter, x, w, b, strides,
        expected=keras_transpose(x, w, b, strides), mistakes=scatter_mistakes,
    )  # fmt: skip
check.by_hand(conv2d_transpose_scatter, x, w, b, strides)
### BEGIN HIDDEN TESTS
for x_shape, w_shape, strides in [
    ((1, 1, 1, 1), (1, 1, 1, 1), (1, 1)), ((3, 2, 5, 2), (2, 5, 4, 2), (4, 1)),
    ((2, 4, 2, 3), (1, 2, 2, 3), (5, 3)), ((2, 4, 2, 3), (1, 2, 2, 3), (5, 3)),
    ((1, 5, 3, 2), (4, 2, 1, 2), (2, 2)), ((2, 3, 3, 1), (5, 3, 2, 1), (1, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, b = (numbers(rng, shape, dtype) for shape in (x_shape, w_shape, w_shape[2]))
        check.returns(
            conv2d_transpose_scatter, x, w, b, strides,
            expected=keras_transpose(x, w, b, strides), mistakes=scatter_mistakes,
        )  # fmt: skip
x = np.full((1, 3, 2, 2), 250, np.uint8)
w, b = np.full((3, 3, 2, 2), 240, np.uint8), np.full(2, 255, np.uint8)
check.returns(conv2d_transpose_scatter, x, w, b, (2, 1), expected=keras_transpose(x, w, b, (2, 1)))
check.by_hand(
    conv2d_transpose_scatter, *(rng.normal(size=s) for s in [(2, 2, 3, 1), (2, 2, 3, 1), 3]), (3, 1)
)
### END HIDDEN TESTS

# %% [markdown]
# Three pixels become a picture. With a bell as the kernel, each of them is a soft spot of its own brightness.

# %% tags=["demo"]
steps = np.arange(-7, 8)
bell = np.exp(-(steps[:, None] ** 2 + steps**2) / 18.0)
points = np.zeros((6, 8))
points[1, 1], points[3, 5], points[4, 2] = 1.0, 0.7, 0.4
spots = conv2d_transpose_scatter(
    points[None, ..., None], bell[..., None, None], np.zeros(1), (6, 6)
)
draw.responses(
    points,
    {"stamped with a bell, strides 6": spots[0, :, :, 0]},
    signed=False,
    alt="A picture of 6 by 8 pixels, three of them not black, and the result: three soft round spots "
    "of the same brightnesses at the corresponding places.",
)

# %% [markdown]
# ## 4. All channels, by zeros and a correlation
#
# Loops over pixels are slow. The second view turns the whole work into one ordinary convolution, which is fast:
#
# 1. insert $s - 1$ zeros between neighbours;
# 2. put a border of $k - 1$ zeros around the picture;
# 3. correlate with the kernel flipped along both spatial axes.
#
# That gives the $(n - 1) s + k$ entries that stamps reach. Then follow Keras' sizes of section 2: add what is
# missing for $k < s$, or cut for 'same'.
#
# ### Exercise 4: a transposed convolution by zeros (4 points)
#
# Write `conv2d_transpose(x, w, b, strides, padding)`: arguments as in exercise 3, `padding` 'valid' or 'same'.
# Return Keras' output. You may use `conv2d`, `np.pad` and any other function here; a call of Keras' own
# transposed convolution would pass too, and you would miss the point.
#
# <details><summary>Hint 1</summary>
#
# `conv2d` wants its kernel as (kh, kw, Cin, Cout). Flip the first two axes, then swap the last two. Add the
# bias at the very end.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Make an array of zeros of the final size. Along each axis, find the first entry of the stamps' canvas that is
# kept (0 unless 'same' cuts at the front), and copy as many entries as both have.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_transpose", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_transpose(x, w, b, strides, padding):
    """Return Keras' transposed convolution of x (N, H, W, Cin) with w (kh, kw, Cout, Cin)."""
    ### BEGIN SOLUTION
    (n, height, width, c_in), (kh, kw, c_out, _), (sh, sw) = x.shape, w.shape, strides
    spread = np.zeros((n, (height - 1) * sh + 2 * kh - 1, (width - 1) * sw + 2 * kw - 1, c_in))
    spread[:, kh - 1 : spread.shape[1] - kh + 1 : sh, kw - 1 : spread.shape[2] - kw + 1 : sw] = x
    canvas = conv2d(spread, w[::-1, ::-1].transpose(0, 1, 3, 2), np.zeros(c_out))
    rows, cols, top, left = height * sh, width * sw, 0, 0
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
    else:
        rows, cols = rows + max(kh - sh, 0), cols + max(kw - sw, 0)
    kept = canvas[:, top : top + rows, left : left + cols]
    output = np.zeros((n, rows, cols, c_out))
    output[:, : kept.shape[1], : kept.shape[2]] = kept
    return output + b
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_transpose", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def same_from(x, w, b, strides, padding, front):
    """Return the 'same' output when `front` says how much of a surplus is cut in front."""
    if padding == "valid":
        return keras_transpose(x, w, b, strides)
    every = keras_transpose(x, w, b, strides)
    top, left = (front(max(k - s, 0)) for k, s in zip(w.shape[:2], strides, strict=True))
    rows, cols = (n * s for n, s in zip(x.shape[1:3], strides, strict=True))
    return every[:, top : top + rows, left : left + cols]


def border_left_out(x, w, b, strides, padding):
    """Return the middle of the stamps' canvas: what a correlation without a border gives."""
    kh, kw = w.shape[:2]
    every = cut_to_stamps(x, w, b, strides)
    return every[:, kh - 1 : every.shape[1] - kh + 1, kw - 1 : every.shape[2] - kw + 1]


def keras_with(change):
    """Return Keras' function with its arguments (x, w, b, strides, padding) changed."""
    return lambda x, w, b, strides, padding: keras_transpose(*change(x, w, b, strides, padding))


transpose_mistakes = {
    "stamp_turned": keras_with(lambda x, w, b, s, padding: (x, w[::-1, ::-1], b, s, padding)),
    "border_forgotten": border_left_out,
    "cropped_at_front": lambda *args: same_from(
        *args, front=lambda surplus: surplus - surplus // 2
    ),
    "cropped_at_end_only": lambda *args: same_from(*args, front=lambda surplus: 0),
    "same_not_cropped": keras_with(lambda x, w, b, s, padding: (x, w, b, s, "valid")),
    "output_too_short": cut_to_stamps,
    "bias_missing": lambda x, w, b, s, padding: without_bias(x, w, s, padding),
    "channels_swapped": keras_with(
        lambda x, w, b, s, padding: (x, w.transpose(0, 1, 3, 2), b, s, padding)
    ),
    "strides_swapped": keras_with(lambda x, w, b, s, padding: (x, w, b, s[::-1], padding)),
    "vertical_stride_only": keras_with(lambda x, w, b, s, padding: (x, w, b, (s[0],) * 2, padding)),
    "first_image_only": lambda x, w, b, s, padding: keras_transpose(x[:1], w, b, s, padding),
}
rng = np.random.default_rng(4)
for x_shape, w_shape, strides in [
    ((2, 4, 5, 2), (3, 3, 2, 2), (2, 2)), ((2, 3, 4, 3), (4, 5, 2, 3), (1, 3)),
    ((1, 4, 3, 1), (2, 1, 3, 1), (3, 2)), ((2, 3, 5, 2), (5, 6, 3, 2), (2, 1)),
]:  # fmt: skip
    x, w, b = (rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[2]))
    for padding in ("valid", "same"):
        check.returns(
            conv2d_transpose, x, w, b, strides, padding,
            expected=keras_transpose(x, w, b, strides, padding), mistakes=transpose_mistakes,
        )  # fmt: skip
### BEGIN HIDDEN TESTS
for x_shape, w_shape, strides in [
    ((1, 1, 1, 1), (1, 1, 1, 1), (1, 1)), ((3, 2, 5, 2), (2, 5, 4, 2), (4, 1)),
    ((2, 4, 2, 3), (1, 2, 2, 3), (5, 3)), ((2, 4, 2, 3), (1, 2, 2, 3), (5, 3)),
    ((1, 5, 3, 2), (4, 7, 1, 2), (3, 2)), ((2, 1, 2, 1), (6, 3, 2, 1), (1, 1)),
]:  # fmt: skip
    for padding in ("valid", "same"):
        for dtype in (np.float64, np.float32, np.int64, np.uint8):
            x, w, b = (numbers(rng, shape, dtype) for shape in (x_shape, w_shape, w_shape[2]))
            check.returns(
                conv2d_transpose, x, w, b, strides, padding,
                expected=keras_transpose(x, w, b, strides, padding), mistakes=transpose_mistakes,
            )  # fmt: skip
x = np.full((1, 3, 2, 2), 250, np.uint8)
w, b = np.full((3, 3, 2, 2), 240, np.uint8), np.full(2, 255, np.uint8)
for padding in ("valid", "same"):
    check.returns(
        conv2d_transpose, x, w, b, (2, 1), padding,
        expected=keras_transpose(x, w, b, (2, 1), padding),
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Your function doubles the photograph. With a 2 x 2 kernel of ones and strides of 2, stamps lie side by side
# and each pixel becomes a block of four. With a 3 x 3 kernel the stamps overlap; section 7 looks at what
# happens then.

# %% tags=["demo"]
detail = cat[20:52, 50:90]
doubled = conv2d_transpose(
    detail[None, ..., None], np.ones((2, 2, 1, 1)), np.zeros(1), (2, 2), "same"
)
draw.responses(
    detail,
    {"2 x 2 ones, strides 2": doubled[0, :, :, 0]},
    signed=False,
    alt="The cat's eye, and the same twice as large, made of blocks of 2 by 2 equal pixels.",
)

# %% [markdown]
# ## 5. What is transposed?
#
# A convolution is linear. Write the pixels of a picture one after the other, row by row, into a vector $u$.
# Then the valid correlation is a matrix times that vector, $v = M u$. Each row of $M$ belongs to an output and
# holds the kernel's weights in the columns of the pixels under its window, zeros elsewhere.
#
# The transpose $M^{\mathsf T}$ goes the other way, from vectors as long as the output to vectors as long as the
# input. It spreads each number over the window it came from. That is the stamp, and it gives the operation its
# name.
#
# ### Exercise 5: a convolution as a matrix (3 points)
#
# Write `conv_matrix(kernel, height, width)`: the matrix $M$ of the valid correlation (kernel not flipped,
# stride 1) of a picture (height, width) with `kernel` (kh, kw). Its shape is ((height - kh + 1)(width - kw +
# 1), height · width). Outputs and pixels are counted row by row. Any function is allowed.
#
# <details><summary>Hint 1</summary>
#
# In row-major order, pixel $(p, q)$ has the number $p \cdot \text{width} + q$. What is the number of output
# $(i, j)$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Give the zeros the shape (out height, out width, height, width) first. For the output (i, j), paste the kernel
# into a picture of zeros. Reshape at the end.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv_matrix", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_matrix(kernel, height, width):
    """Return the (out pixels, in pixels) matrix of the valid correlation with kernel, row-major."""
    ### BEGIN SOLUTION
    kh, kw = kernel.shape
    rows, cols = height - kh + 1, width - kw + 1
    matrix = np.zeros((rows, cols, height, width))
    for i in range(rows):
        for j in range(cols):
            matrix[i, j, i : i + kh, j : j + kw] = kernel
    return matrix.reshape(rows * cols, height * width)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv_matrix", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def matrix_of(kernel, height, width, order="C"):
    """Return the matrix column by column: SciPy's correlation of each picture of one pixel."""
    columns = [
        scipy.signal.correlate2d(unit.reshape(height, width, order=order), kernel, "valid")
        for unit in np.eye(height * width)
    ]
    return np.stack([column.ravel(order=order) for column in columns], axis=1)


def rows_joined(kernel, height, width):
    """Return the matrix with the kernel's rows next to each other."""
    line = np.zeros(height * width)
    line[: kernel.size] = kernel.ravel()
    rows, cols = (n - k + 1 for n, k in zip((height, width), kernel.shape, strict=True))
    return np.stack([np.roll(line, i * width + j) for i in range(rows) for j in range(cols)])


matrix_mistakes = {
    "matrix_transposed": lambda kernel, height, width: matrix_of(kernel, height, width).T,
    "column_major": lambda kernel, height, width: matrix_of(kernel, height, width, order="F"),
    "kernel_flipped": lambda kernel, height, width: matrix_of(kernel[::-1, ::-1], height, width),
    "kernel_transposed": lambda kernel, height, width: matrix_of(kernel.T, height, width),
    "kernel_rows_joined": rows_joined,
}
rng = np.random.default_rng(5)
for shape, height, width in [((2, 2), 3, 4), ((3, 2), 5, 4), ((3, 3), 4, 6)]:
    kernel = rng.normal(size=shape)
    check.returns(
        conv_matrix, kernel, height, width,
        expected=matrix_of(kernel, height, width), mistakes=matrix_mistakes,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
for shape, height, width in [
    ((1, 1), 1, 1), ((1, 1), 2, 3), ((2, 5), 4, 5), ((4, 1), 4, 3), ((3, 4), 6, 5), ((3, 4), 6, 5),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        kernel = numbers(rng, shape, dtype)
        check.returns(
            conv_matrix, kernel, height, width,
            expected=matrix_of(kernel.astype(float), height, width), mistakes=matrix_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The matrix of a 2 x 2 kernel on 3 x 4 pixels, and its transpose. Rows are shifted copies of each other: that
# is weight sharing as a matrix. In the transpose each column is a stamp.

# %% tags=["demo"]
small = np.array([[1, 2], [3, 4]])
matrix = conv_matrix(small, 3, 4)
draw.grids(
    {"convolution": matrix.astype(int), "transpose": matrix.T.astype(int)},
    alt="A matrix of 6 rows and 12 columns: in every row 1, 2 and, two columns further on, 3, 4, "
    "shifted to the right from row to row. Beside it its transpose with 12 rows and 6 columns, "
    "where 1, 2, 3, 4 stand in every column.",
)
v = np.arange(1.0, 7.0).reshape(1, 2, 3, 1)
by_matrix = (matrix.T @ v.ravel()).reshape(3, 4)
by_stamps = conv2d_transpose_scatter(v, small[..., None, None], np.zeros(1), (1, 1))[0, :, :, 0]
print("transposed matrix and stamps give the same:", np.allclose(by_matrix, by_stamps))

# %% [markdown]
# ## 6. Testing for a transpose
#
# For large pictures nobody writes the matrix down. One can still test whether a map $g$ is the transpose, or
# **adjoint**, of a linear map $f$. For all $x$ and $y$
#
# $$\langle f(x), y \rangle = \langle x, g(y) \rangle,$$
#
# where $\langle a, b \rangle$ is the sum of the products of entries. One random pair $x, y$ finds a wrong $g$
# practically always; one fixed pair may be just the one where the error does not show. This test is worth
# having: the gradient of a linear layer is its adjoint.
#
# ### Exercise 6: is it the adjoint? (2 points)
#
# Write `is_adjoint(forward, backward, in_shape, out_shape, rng)`. `forward` takes a float array of `in_shape`
# and returns one of `out_shape`; `backward` goes the other way; both are linear and compute in float64. Return
# `True` when `backward` is the adjoint of `forward`, otherwise `False`. Draw with `rng`, a generator as from
# `np.random.default_rng`. Try a few pairs, not just one.
#
# The numbers may be tiny or huge, say $10^{-12}$ or $10^{12}$, so your tolerance must be relative: about one in
# a million of the numbers' own size. A pair that is one percent off is wrong.
#
# <details><summary>Hint 1</summary>
#
# `rng.normal(size=shape)` draws; `np.sum(a * b)` is the inner product of arrays of any shape.
#
# </details>
# <details><summary>Hint 2</summary>
#
# An inner product can be small by chance. Its natural size is the product of the two vectors' lengths,
# `np.linalg.norm(f_x) * np.linalg.norm(y)` for arrays made flat with `ravel`. `np.isclose` and `np.allclose`
# bring an absolute tolerance unless you set `atol=0`.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "is_adjoint", "locked": false, "schema_version": 3, "solution": true, "task": false}
def is_adjoint(forward, backward, in_shape, out_shape, rng):
    """Return whether <forward(x), y> = <x, backward(y)> for random x and y, within rounding."""
    ### BEGIN SOLUTION
    for _ in range(5):
        x, y = rng.normal(size=in_shape), rng.normal(size=out_shape)
        there, back = forward(x), backward(y)
        sizes = np.linalg.norm(there) * np.linalg.norm(y) + np.linalg.norm(x) * np.linalg.norm(back)
        if abs(np.sum(there * y) - np.sum(x * back)) > 1e-6 * sizes:
            return False
    return True
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_is_adjoint", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def times(matrix, shape):
    """Return the linear map of a matrix, from arrays of any shape to arrays of `shape`."""
    return lambda x: (matrix @ np.asarray(x).ravel()).reshape(shape)


def adjoint_case(there, back, in_shape, out_shape, expected, name, seed):
    """Check the verdict on the pair of maps x -> there x and y -> back y."""
    check.returns(
        is_adjoint, times(there, out_shape), times(back, in_shape), in_shape, out_shape,
        np.random.default_rng(seed), expected=expected, mistakes={name: not expected},
    )  # fmt: skip


def blind_to(length, rng):
    """Return a random vector orthogonal to ones, to 0, 1, 2, ..., and without a first entry."""
    known = np.stack([np.ones(length), np.arange(length), np.eye(length)[0]], axis=1)
    basis = np.linalg.qr(known)[0]
    draw_one = rng.normal(size=length)
    return draw_one - basis @ (basis.T @ draw_one)


rng = np.random.default_rng(6)
shapes = (2, 3), (5,)
there = rng.normal(size=(5, 6))
adjoint_case(there, there.T, *shapes, True, "inverse_checked", 1)
adjoint_case(there, 2 * there.T, *shapes, False, "shapes_compared", 2)
adjoint_case(there, -there.T, *shapes, False, "sign_ignored", 3)
# Errors that some fixed x or y does not see.
adjoint_case(
    there,
    there.T + np.outer(blind_to(6, rng), rng.normal(size=5)),
    *shapes,
    False,
    "fixed_vector",
    5,
)
adjoint_case(
    there,
    there.T + np.outer(rng.normal(size=6), blind_to(5, rng)),
    *shapes,
    False,
    "fixed_vector",
    6,
)
adjoint_case(there, there[::-1].T, *shapes, False, "shapes_compared", 4)
# The same maps in other units.
adjoint_case(1e-12 * there, 2e-12 * there.T, *shapes, False, "absolute_tolerance", 7)
adjoint_case(1e12 * there, 1e12 * there.T, *shapes, True, "absolute_tolerance", 8)
### BEGIN HIDDEN TESTS
adjoint_case(2 * np.eye(6), np.eye(6) / 2, (6,), (3, 2), False, "inverse_checked", 9)
for seed in range(12):
    in_shape, out_shape = [((4,), (2, 3)), ((1, 3, 2, 2), (7,)), ((3, 3), (3, 3))][seed % 3]
    there = rng.normal(size=(np.prod(out_shape), np.prod(in_shape)))
    adjoint_case(there, there.T, in_shape, out_shape, True, "inverse_checked", 10 + seed)
    adjoint_case(there, 1.01 * there.T, in_shape, out_shape, False, "shapes_compared", 30 + seed)
    adjoint_case(
        there, np.roll(there.T, 1, 0), in_shape, out_shape, False, "shapes_compared", 50 + seed
    )
    u, v = blind_to(len(there.T), rng), rng.normal(size=len(there))
    adjoint_case(
        there, there.T + np.outer(u, v), in_shape, out_shape, False, "fixed_vector", 70 + seed
    )
# A convolution and TensorFlow's gradient of it; once with the kernel not flipped on the way back.
kernel = rng.normal(size=(3, 2))


def correlated(x):
    return scipy.signal.correlate2d(x, kernel, "valid")


def gradient(y):
    with tf.GradientTape() as tape:
        x = tf.zeros((1, 5, 6, 1), tf.float64)
        tape.watch(x)
        answer = tf.nn.conv2d(x, kernel[..., None, None], 1, "VALID")
    return tape.gradient(answer, x, tf.constant(y[None, ..., None])).numpy()[0, :, :, 0]


def turned(y):
    return scipy.signal.correlate2d(y, kernel, "full")


for back, expected, name in [
    (gradient, True, "inverse_checked"),
    (turned, False, "shapes_compared"),
]:
    check.returns(
        is_adjoint, correlated, back, (5, 6), (3, 5), np.random.default_rng(90),
        expected=expected, mistakes={name: not expected},
    )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# Your test says what a transposed convolution is: the adjoint of a convolution with the same kernel and
# strides. Without the flip, it is not.

# %% tags=["demo"]
rng = np.random.default_rng(7)
w = rng.normal(
    size=(3, 3, 2, 4)
)  # as a layer: 2 channels in, 4 out; as a transposed layer: 4 in, 2 out


def strided(x):
    return np.asarray(keras.ops.conv(x, w, strides=2, padding="valid"))


for name, kernel in {"as it is": w, "flipped": w[::-1, ::-1]}.items():

    def transposed(y, kernel=kernel):
        return conv2d_transpose(y, kernel, np.zeros(2), (2, 2), "valid")

    print(
        f"kernel {name}: adjoint?", is_adjoint(strided, transposed, (1, 9, 7, 2), (1, 4, 3, 4), rng)
    )

# %% [markdown]
# The same array `w` serves both ways: (kh, kw, in, out) of the convolution is (kh, kw, out, in) of its
# transpose. That is why Keras orders the axes so.
#
# **A wrong name.** Transposed convolution is often called "deconvolution", also in papers. Deconvolution is an
# older word and means undoing a convolution: a blurred picture in, a sharp one out. The transpose does not do
# that. Below, a photograph is blurred and gets a little noise. The transpose of the blur blurs it once more;
# Wiener's filter, which is a deconvolution, brings edges back. The blur wraps around the border, because
# Wiener's filter works with Fourier transforms, which assume that.

# %% tags=["demo"]
camera = data.picture("camera", height=128)
blur = np.ones((5, 5)) / 25
noise = 0.003 * np.random.default_rng(8).normal(size=camera.shape)
blurred = scipy.signal.convolve2d(camera, blur, mode="same", boundary="wrap") + noise
transposed = scipy.signal.correlate2d(blurred, blur, mode="same", boundary="wrap")
restored = skimage.restoration.wiener(blurred, blur, balance=0.0003)
results = {"blurred": blurred, "transpose of the blur": transposed, "Wiener": restored}
for name, result in results.items():
    error = np.sqrt(np.mean((result - camera) ** 2))
    print(f"{name}: root mean square error {error:.3f}")
draw.responses(
    camera,
    {name: np.clip(result, 0, 1) for name, result in results.items()},
    signed=False,
    alt="The photograph of a man with a camera; blurred; blurred even more by the transpose; and "
    "restored by Wiener's filter, with sharp edges again and a little grain.",
)

# %% [markdown]
# ## 7. Checkerboards
#
# How many stamps does each output lie under? With a kernel of 3 and a stride of 2 the counts along one axis
# alternate between 1 and
# 2. In two dimensions counts multiply, and the pattern is 1, 2, 4: a **checkerboard**. Even a flat picture
# comes out with it, unless training finds weights that balance it. When the stride divides the kernel's size,
# all outputs away from the border lie under equally many stamps.
#
# ### Exercise 7: count the overlaps (2 points)
#
# Write `overlap_counts(n, k, stride)`: for each of the $(n - 1) s + k$ entries that `n` stamps of length `k`
# span along one axis, the number of stamps that lie on it. Return an array of integers. With `k` smaller than
# the stride some counts are 0.
#
# <details><summary>Hint 1</summary>
#
# Put the stamps down one after the other, each of them a row of ones.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Stamp $i$ covers the entries from $i \, s$ up to, not including, $i \, s + k$.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "overlap_counts", "locked": false, "schema_version": 3, "solution": true, "task": false}
def overlap_counts(n, k, stride):
    """Return how many of n stamps of length k, stride apart, lie on each entry."""
    ### BEGIN SOLUTION
    counts = np.zeros((n - 1) * stride + k, dtype=int)
    for i in range(n):
        counts[i * stride : i * stride + k] += 1
    return counts
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_overlap_counts", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def counted(n, k, s):
    """Return the counts: ones a stride apart, convolved with ones."""
    starts = np.zeros((n - 1) * s + 1, int)
    starts[::s] = 1
    return np.convolve(starts, np.ones(k, int))


overlap_mistakes = {
    "overlap_padded": lambda n, k, s: np.resize(
        np.append(counted(n, k, s), np.zeros(n * s, int)), n * s + max(k - s, 0)
    ),
    "kernel_ignored": lambda n, k, s: np.append(counted(n, k, s), np.zeros(n * s, int))[: n * s],
    "last_stamp_missing": lambda n, k, s: counted(n, k, s) - np.eye(n * s + k, dtype=int)[
        (n - 1) * s : (n - 1) * s + k
    ].sum(axis=0)[: (n - 1) * s + k],
    "first_stamp_missing": lambda n, k, s: counted(n, k, s) - (np.arange((n - 1) * s + k) < k),
    "stamps_clipped": lambda n, k, s: np.append(counted(n, k - 1, s), 0),
    "stamps_a_step_apart": check.either(
        lambda n, k, s: counted(n, k, 1),
        lambda n, k, s: np.append(counted(n, k, 1), np.zeros((n - 1) * (s - 1), int)),
    ),
}  # fmt: skip
# Kernel 3, stride 2: the checkerboard; kernel 4, stride 2: even inside.
for n, k, s, expected in [
    (4, 3, 2, [1, 1, 2, 1, 2, 1, 2, 1, 1]), (4, 4, 2, [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]),
    (3, 2, 3, [1, 1, 0, 1, 1, 0, 1, 1]),
]:  # fmt: skip
    check.returns(overlap_counts, n, k, s, expected=np.array(expected), mistakes=overlap_mistakes)
### BEGIN HIDDEN TESTS
for n in (1, 2, 5, 8):
    for k in range(1, 8):
        for s in (1, 2, 3, 5):
            check.returns(
                overlap_counts, n, k, s, expected=counted(n, k, s), mistakes=overlap_mistakes
            )
### END HIDDEN TESTS

# %% [markdown]
# Move the sliders. For which kernels and strides is the middle even?


# %% tags=["demo"]
def overlap_figure(kernel, stride):
    counts = overlap_counts(4, kernel, stride)
    return draw.grids_figure({"stamps on each output": np.outer(counts, counts)})


draw.sliders(
    overlap_figure,
    {"kernel": (1, 6, 1, 3), "stride": (1, 3, 1, 2)},
    alt="Sliders for kernel and stride, set to 3 and 2. Below them a 9 by 9 table of counts: inside "
    "it 1, 2 and 4 alternate like a checkerboard.",
    columns=2,
)

# %% [markdown]
# On a photograph, kernels of ones with strides of 2, each divided by its size over 4 so that the brightness
# stays. A kernel of 3 draws the board all over the picture, a kernel of 4 does not.

# %% tags=["demo"]
boards = {}
for k in (3, 4):
    flat = np.full((k, k, 1, 1), 4 / k**2)
    result = conv2d_transpose(detail[None, ..., None], flat, np.zeros(1), (2, 2), "same")
    boards[f"kernel {k}"] = np.clip(result[0, :, :, 0], 0, 1)
draw.responses(
    detail,
    boards,
    signed=False,
    alt="The cat's eye doubled twice: with a kernel of 3 it is covered with a regular grid of bright "
    "and dark dots, with a kernel of 4 it is smooth and a little blurred, and darker along the "
    "border.",
)

# %% [markdown]
# ## 8. Bilinear upsampling
#
# A good start for the weights is a kernel that enlarges well. **Bilinear** interpolation weighs the nearest
# pixels by how near they are. As a stamp it is a pyramid: the weight falls evenly from the centre to 0 at a
# distance of one stride. With a side $k = 2s - (s \bmod 2)$, 4 for a stride of 2 and 5 for a stride of 3, and
# the centre $c = (k - 1)/2$, the entries are
#
# $$w_{a,b} = \left(1 - \frac{|a - c|}{s}\right) \left(1 - \frac{|b - c|}{s}\right)$$
#
# ### Exercise 8: the bilinear kernel (3 points)
#
# Write `bilinear_kernel(stride)`: this kernel for a stride of at least 1, a square array of floats.
#
# <details><summary>Hint 1</summary>
#
# Compute the factor for one axis. For a stride of 2 it is symmetric, with two equal largest entries of less
# than 1.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The square is the product of a column of these factors and a row of them: `np.outer`.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "bilinear_kernel", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bilinear_kernel(stride):
    """Return the square kernel of side 2s - s mod 2 that upsamples bilinearly by the stride s."""
    ### BEGIN SOLUTION
    side = 2 * stride - stride % 2
    centre = (side - 1) / 2
    factor = 1 - np.abs(np.arange(side) - centre) / stride
    return np.outer(factor, factor)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_bilinear_kernel", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def resized_impulse(stride):
    """Return what TensorFlow's bilinear resize makes of one bright pixel, where it is not 0."""
    impulse = np.zeros((1, 5, 5, 1))
    impulse[0, 2, 2, 0] = 1
    resized = tf.image.resize(impulse, (5 * stride, 5 * stride), method="bilinear").numpy()[
        0, :, :, 0
    ]
    side = 2 * stride - stride % 2
    first = 2 * stride - (side - stride) // 2
    return resized[first : first + side, first : first + side].astype(float)


def one_side(stride, centre, side=None):
    """Return the square of the factors 1 - distance / stride, never negative, around a centre."""
    side = side or 2 * stride - stride % 2
    factor = np.maximum(1 - np.abs(np.arange(side) - centre) / stride, 0)
    return np.outer(factor, factor)


def cone(stride):
    """Return weights that fall off with the distance in the plane."""
    side = 2 * stride - stride % 2
    away = np.arange(side) - (side - 1) / 2
    return np.maximum(1 - np.hypot(away[:, None], away) / stride, 0)


bilinear_mistakes = {
    "nearest_weights": check.either(
        lambda s: np.ones((s, s)),
        lambda s: np.ones((2 * s - s % 2, 2 * s - s % 2)),
        lambda s: np.ones((2 * s - s % 2, 2 * s - s % 2)) / 4,
    ),
    "sums_to_one": lambda s: resized_impulse(s) / resized_impulse(s).sum(),
    "always_even_side": lambda s: one_side(s, s - 0.5, 2 * s),
    "centre_off": check.either(
        lambda s: one_side(s, s - 1), lambda s: one_side(s, s - 0.5), lambda s: one_side(s, s),
        check.when(lambda kernel: not np.allclose(kernel, kernel[::-1, ::-1])),
    ),
    "one_axis_only": check.either(
        lambda s: np.tile(resized_impulse(s).sum(axis=0) / s, (2 * s - s % 2, 1)),
        lambda s: np.tile(resized_impulse(s).sum(axis=0) / s, (2 * s - s % 2, 1)).T,
    ),
    "cone": cone,
}  # fmt: skip
for stride in (2, 3, 4):
    check.returns(
        bilinear_kernel, stride, expected=resized_impulse(stride), mistakes=bilinear_mistakes
    )
### BEGIN HIDDEN TESTS
for stride in (1, 5, 6, 7, 8, 2, 3):
    check.returns(
        bilinear_kernel, stride, expected=resized_impulse(stride), mistakes=bilinear_mistakes
    )
# As the kernel of a transposed layer it resizes a picture, away from the border.
rng = np.random.default_rng(9)
for stride in (2, 3, 5):
    x = rng.normal(size=(1, 6, 7, 1))
    kernel = np.asarray(check.call(bilinear_kernel, stride), float)[..., None, None]
    enlarged = without_bias(x, kernel, (stride, stride), "same")
    wanted = tf.image.resize(x, (6 * stride, 7 * stride), method="bilinear").numpy()
    inside = np.s_[:, stride:-stride, stride:-stride]
    check.close(enlarged[inside], wanted[inside], tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# The photograph enlarged by 3, by a transposed convolution with your kernel. Away from the border it is
# TensorFlow's bilinear resize. At the border the outer pixels lack neighbours, and the result darkens.

# %% tags=["demo"]
kernel = bilinear_kernel(3)[..., None, None]
enlarged = conv2d_transpose(detail[None, ..., None], kernel, np.zeros(1), (3, 3), "same")[
    0, :, :, 0
]
by_tensorflow = tf.image.resize(detail[..., None], (96, 120), method="bilinear").numpy()[:, :, 0]
print(
    "largest difference inside:",
    round(float(np.abs(enlarged - by_tensorflow)[3:-3, 3:-3].max()), 4),
)
draw.grids(
    {"stride 2, times 16": (16 * bilinear_kernel(2)).round().astype(int),
     "stride 3, times 9": (9 * bilinear_kernel(3)).round().astype(int)},
    alt="The bilinear kernels as tables. For stride 2, 4 by 4: corners 1, edges 3, the four in the "
    "middle 9. For stride 3, 5 by 5: from 1 in the corners to 9 in the middle.",
)  # fmt: skip
draw.responses(
    detail,
    {"bilinear, 3 times": np.clip(enlarged, 0, 1)},
    signed=False,
    alt="The cat's eye, and the same three times as large: smooth, without blocks or boards, darker along "
    "the border.",
)

# %% [markdown]
# ## 9. Bonus: the cure (2 bonus points)
#
# There is a simple way without boards: enlarge first by a fixed rule, then convolve with learned weights at
# stride 1. Every output sees equally many pixels. Many networks that draw pictures do it so (Odena and others,
# 2016).
#
# ### Exercise 9: resize, then convolve
#
# Write `resize_then_conv(x, w, b, stride)`: repeat each pixel of `x` (N, H, W, Cin) `stride` times along both
# axes (a nearest resize), then convolve at stride 1 with 'same' padding. `w` is (kh, kw, **Cin, Cout**) as in
# `Conv2D`, not flipped; `b` (Cout,). For an even kernel the odd border pixel comes last, as in lab 2. Return
# (N, H · stride, W · stride, Cout). Any function is allowed.
#
# <details><summary>Hint 1</summary>
#
# `np.repeat` works along one axis at a time.
#
# </details>
# <details><summary>Hint 2</summary>
#
# At stride 1, 'same' needs $k - 1$ border pixels along an axis: $\lfloor (k-1)/2 \rfloor$ before, the rest
# after. Then `conv2d` does it.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "resize_then_conv", "locked": false, "schema_version": 3, "solution": true, "task": false}
def resize_then_conv(x, w, b, stride):
    """Return x enlarged by repetition, then convolved ('same') with w (kh, kw, Cin, Cout)."""
    ### BEGIN SOLUTION
    large = x.repeat(stride, axis=1).repeat(stride, axis=2)
    sides = [((k - 1) // 2, k // 2) for k in w.shape[:2]]
    return conv2d(np.pad(large, [(0, 0), *sides, (0, 0)]), w, b)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_resize_then_conv", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 2}
def convolved(x, w, b, padding="same"):
    """Return Keras' convolution in float64."""
    x, w = np.asarray(x, np.float64), np.asarray(w, np.float64)
    return np.asarray(keras.ops.conv(x, w, strides=1, padding=padding)) + b


def nearest(x, stride):
    """Return Keras' nearest resize, in float64."""
    layer = keras.layers.UpSampling2D(stride, interpolation="nearest", dtype="float64")
    return np.asarray(layer(np.asarray(x, np.float64)))


resize_mistakes = {
    "kernel_in_same": lambda n, k, s, padding: n * s + max(k - s, 0) if padding == "same" else None,
    "zeros_for_nearest": check.either(
        lambda x, w, b, s: convolved(spread_out_by(x, s), w, b),
        lambda x, w, b, s: convolved(
            spread_out_by(x, s)[:, : 1 - s or None, : 1 - s or None], w, b
        ),
    ),
    "not_resized": lambda x, w, b, s: convolved(x, w, b),
    "resized_after": lambda x, w, b, s: nearest(convolved(x, w, b), s),
    "stamp_turned": lambda x, w, b, s: convolved(nearest(x, s), w[::-1, ::-1], b),
    "bias_missing": lambda x, w, b, s: convolved(nearest(x, s), w, 0 * b),
    "valid_size": lambda x, w, b, s: convolved(nearest(x, s), w, b, "valid"),
    "odd_pixel_first": lambda x, w, b, s: convolved(nearest(x, s)[:, ::-1, ::-1], w[::-1, ::-1], b)[
        :, ::-1, ::-1
    ],
}


def spread_out_by(x, s):
    """Return x with zeros after each pixel, s apart."""
    return np.kron(x, (np.eye(s, 1) @ np.eye(1, s))[None, :, :, None])


rng = np.random.default_rng(10)
for x_shape, w_shape, stride in [((2, 3, 4, 2), (3, 3, 2, 3), 2), ((1, 4, 3, 1), (2, 4, 1, 2), 3)]:
    x, w, b = (rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[3]))
    check.returns(
        resize_then_conv, x, w, b, stride,
        expected=convolved(nearest(x, stride), w, b), mistakes=resize_mistakes,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
for x_shape, w_shape, stride in [
    ((1, 1, 1, 1), (1, 1, 1, 1), 4), ((3, 2, 5, 2), (5, 1, 2, 4), 1), ((2, 4, 2, 3), (4, 3, 3, 2), 3),
    ((2, 4, 2, 3), (4, 3, 3, 2), 3), ((1, 3, 3, 2), (2, 7, 2, 1), 2),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, b = (numbers(rng, shape, dtype) for shape in (x_shape, w_shape, w_shape[3]))
        check.returns(
            resize_then_conv, x, w, b, stride,
            expected=convolved(nearest(x, stride), w, b), mistakes=resize_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# The board and its cure: the same kernel of nine equal weights, once as a transposed convolution with strides
# of 2, once after a nearest resize.

# %% tags=["demo"]
cured = resize_then_conv(detail[None, ..., None], np.full((3, 3, 1, 1), 1 / 9), np.zeros(1), 2)
draw.responses(
    detail,
    {"transposed, kernel 3": boards["kernel 3"], "resized, then convolved": cured[0, :, :, 0]},
    signed=False,
    alt="The cat's eye doubled by a transposed convolution with a kernel of 3, covered with a grid of "
    "dots; and by resizing and then convolving, smooth, without dots.",
)

# %% [markdown]
# ## 10. A question in words (2 points)
#
# **Three names are in use for this layer: transposed convolution, deconvolution, and fractionally strided
# convolution. Which is right?** Write four to eight sentences in the cell below. Say for each name what it
# means taken at its word, and whether the layer does that. Support at least one verdict with something you
# computed or saw in this lab.

# %% [markdown] nbgrader={"grade": true, "grade_id": "which_name", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** "Transposed convolution" is right: written as a matrix, the layer is the transpose of the
# matrix of a convolution with the same kernel and strides, and `is_adjoint` confirmed it. The bias is not part
# of that. "Deconvolution" means undoing a convolution, as Wiener's filter does for a blur. The layer does not:
# the transpose of a blur blurred the picture once more, because a transpose is not an inverse. "Fractionally
# strided" describes one way to compute it and is acceptable: with $s - 1$ zeros between the pixels, the kernel
# moves by one entry, which is $1/s$ of the distance between two real pixels.
#
# **Rubric.** 1 point: transposed is right, with the reason (transpose of the matrix, adjoint). 1 point:
# deconvolution is wrong, because it means the inverse, supported by the blur or another computed example. The
# third name may be called acceptable or imprecise; if it is left out, at most 1 point.

# %% [markdown]
# ## What to remember
#
# - A transposed convolution adds stamps: each pixel times the kernel, a stride apart.
# - The same comes from inserted zeros, a border of $k - 1$ zeros and a correlation with the flipped kernel.
# - Keras' sizes are $n s + \max(k - s, 0)$ for 'valid' and $n s$ for 'same', which cuts the odd entry at the end.
# - Its kernel is (kh, kw, out, in): the array of the convolution whose transpose it is.
# - It is the adjoint of a convolution, not its inverse; "deconvolution" is the inverse.
# - Kernels that the stride does not divide draw checkerboards. Resizing first, then convolving, avoids them.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025, slides 27-28.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
# - A. Odena, V. Dumoulin, C. Olah, *Deconvolution and checkerboard artifacts*, Distill, 2016,
#   <https://distill.pub/2016/deconv-checkerboard>.
# - J. Long, E. Shelhamer, T. Darrell, *Fully convolutional networks for semantic segmentation*, CVPR 2015:
#   transposed layers that begin bilinear.
# - Keras documentation, *Conv2DTranspose layer*,
#   <https://keras.io/api/layers/convolution_layers/convolution2d_transpose>.
# - Photographs: scikit-image's *camera* and *chelsea*.
