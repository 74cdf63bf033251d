# ---
# jupyter:
#   cnnlabs:
#     title: Convolution by hand
#     minutes: 150
#     prerequisites: NumPy arrays, slices and shapes; derivatives for the last third
#     points: 25
#     bonus: 4
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 1: Convolution by hand
#
# A convolutional layer slides a small window of weights over a picture and writes down one sum at
# every stop. In this lab you write that operation yourself: first one sum, then the sweep, then all
# channels and filters at once, and at last without a loop over pixels. You design filters, and you
# let gradient descent find one.
#
# **You will be able to**
# - say how many weights and units a convolutional layer has, and why a dense layer has so many more;
# - compute a convolutional layer by hand, and tell convolution from cross-correlation;
# - write it so that NumPy does all pixels at once;
# - design a kernel for a purpose, learn one from examples, and merge two into one.
#
# **Before you start**: you can index and slice NumPy arrays. For the second half you know what a
# gradient is. The lab follows slides 2 to 16 of *06 - Convolutional Neural Networks* (F. Pitié,
# Trinity College Dublin, 2024/2025), "the handout" from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. Pictures are arrays of shape (height, width), colour pictures (height, width,
# channels), batches (pictures, height, width, channels). Kernels of a layer are (kernel height,
# kernel width, channels in, channels out), as in Keras.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet

import keras
import numpy as np
import scipy.ndimage
import scipy.signal
import tensorflow as tf

# %% [markdown]
# ## 1. Why not a dense layer?
#
# In a dense layer every unit is connected to every unit of the layer before. Between layers of
# $m$ and $n$ units there are $m \times n$ weights. A picture has one unit for each pixel and channel,
# so these numbers grow fast.
#
# Pixels have neighbours, and a dense layer takes no notice of them: shuffle the pixels, and it learns
# just as well or as badly. A **convolutional layer** does two things differently.
#
# - Each unit looks at a small window of the layer before: pixels near each other belong together.
# - The weights of that window, the **kernel**, are the same at every position: what is worth finding in
#   one corner is worth finding in the other.
#
# One kernel spans all channels of its window and makes one channel of the output. A layer has many
# kernels, and with each of them comes one more number, the bias.

# %% tags=["demo"]
draw.connections(
    "Two rows of seven units each, drawn twice. Dense: one unit of the upper row is connected to all "
    "seven below. Convolutional: three neighbouring units of the upper row are connected to three "
    "neighbours each, in the same three colours."
)

# %% [markdown]
# ### Exercise 1: count weights and units (2 points)
#
# Write three functions. All of them return whole numbers (`int`).
#
# - `dense_weights(height, width, channels)`: the weights between two dense layers that both have one
#   unit for each pixel and channel of such a picture. No biases.
# - `conv_weights(kh, kw, c_in, c_out, bias=True)`: the weights of a convolutional layer with `c_out`
#   kernels of `kh` x `kw` over `c_in` channels; with `bias=True` its biases are counted too.
# - `conv_units(height, width, c_out)`: the units in its output when the output is as large as the
#   picture.
#
# <details><summary>Hint 1</summary>
#
# How many units does the first dense layer have? And the second? Each pair of units has a weight.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Draw one kernel as a box with three sides. How many boxes are there, and what does each of them
# bring along besides its weights?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "dense_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_weights(height, width, channels):
    """Return the number of weights between two dense layers of height x width x channels units."""
    ### BEGIN SOLUTION
    units = height * width * channels
    return units * units
    ### END SOLUTION


def conv_weights(kh, kw, c_in, c_out, bias=True):
    """Return the number of weights of c_out kernels (kh, kw, c_in), and of their biases if asked."""
    ### BEGIN SOLUTION
    in_one_kernel = kh * kw * c_in
    if bias:
        in_one_kernel += 1
    return in_one_kernel * c_out
    ### END SOLUTION


def conv_units(height, width, c_out):
    """Return the number of units in an output of height x width with c_out channels."""
    ### BEGIN SOLUTION
    return height * width * c_out
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_dense_weights", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Two layers of 4 x 3 x 2 = 24 units each.
check.returns(
    dense_weights, 4, 3, 2, expected=576,
    mistakes={
        "channels_forgotten": 144, "channels_once": 288, "biases_counted": 600,
        "units_counted": 24, "units_added": 48,
    },
)  # fmt: skip
# Slide 15: a layer as large as its picture, and six 5 x 5 kernels over three channels, without and with biases.
check.returns(dense_weights, 443, 592, 3, expected=619_003_885_824)
check.returns(
    conv_weights, 5, 5, 3, 6, False, expected=450,
    mistakes={"biases_counted": 456, "input_channels_forgotten": 150, "one_kernel_only": 75},
)  # fmt: skip
check.returns(
    conv_weights, 5, 5, 3, 6, expected=456,
    mistakes={
        "bias_missing": 450, "bias_per_weight": 900, "bias_per_channel": 468,
        "input_channels_forgotten": check.either(150, 156), "one_bias_for_all": 451,
        "one_kernel_only": check.either(75, 76),
    },
)  # fmt: skip
check.returns(
    conv_weights, 2, 4, 3, 5, False, expected=120, mistakes={"square_only": check.either(60, 240)}
)
# Slide 18: sixteen output channels as large as the picture.
check.returns(
    conv_units, 2000, 2000, 16, expected=64_000_000,
    mistakes={"units_without_channels": 4_000_000},
)  # fmt: skip
check.returns(
    conv_units, 20, 30, 4, expected=2400, mistakes={"square_only": check.either(1600, 3600)}
)
### BEGIN HIDDEN TESTS
for height, width, channels in [(1, 1, 1), (7, 5, 1), (5, 7, 4), (200, 300, 3)]:
    units = np.zeros((height, width, channels)).size
    check.returns(dense_weights, height, width, channels, expected=units**2)
for kh, kw, c_in, c_out in [(1, 1, 1, 1), (3, 5, 2, 7), (5, 3, 4, 1), (2, 2, 1, 9)]:
    for bias in (True, False):
        layer = keras.layers.Conv2D(c_out, (kh, kw), use_bias=bias)
        layer.build((None, 20, 20, c_in))
        check.returns(conv_weights, kh, kw, c_in, c_out, bias, expected=layer.count_params())
    check.returns(conv_units, 10 + kh, 20 + kw, c_out, expected=(10 + kh) * (20 + kw) * c_out)
### END HIDDEN TESTS

# %% [markdown]
# Your functions applied to the handout's layers. Keras agrees with the counts that include biases.
#
# > **Slide and library differ.** The slides count 450 and 1200 weights. They leave out the biases, one
# > for each kernel, which formula 9 of the handout and Keras have: 456 and 1216.

# %% tags=["demo"]
print(f"slide 15, dense, 443 x 592 x 3 to the same size: {dense_weights(443, 592, 3):,} weights")
for slide, c_out in [(15, 6), (18, 16)]:
    without, biased = conv_weights(5, 5, 3, c_out, bias=False), conv_weights(5, 5, 3, c_out)
    layer = keras.layers.Conv2D(c_out, (5, 5))
    layer.build((None, None, None, 3))
    print(
        f"slide {slide}, {c_out} kernels 5 x 5 x 3: {without:,} weights, {biased:,} with biases, "
        f"{layer.count_params():,} in Keras"
    )
print(f"slide 18, units of 2000 x 2000 x 16: {conv_units(2000, 2000, 16):,}")

# %% [markdown]
# Few weights, many units: that is the bargain of a convolutional layer. The units cost memory and
# work, and labs 3 and 4 are about having fewer of them.

# %% [markdown]
# ## 2. One sum
#
# What a unit computes before its activation function is its **logit**. With one channel and no bias,
# an image $u$ and a kernel $w$ of odd height $2 h_1 + 1$ and odd width $2 h_2 + 1$, it is
#
# $$\mathrm{logit}_{i,j} = \sum_{a=-h_1}^{h_1} \; \sum_{b=-h_2}^{h_2} w_{a,b} \; u_{i+a,\,j+b}$$
#
# Row $i$ counts downwards and column $j$ to the right, as in an array. The window lies with its centre
# on $(i, j)$. Entry by entry, kernel and window are multiplied; the products are added.
#
# > **A trap in the notation.** In the formula the middle of the kernel is $w_{0,0}$. In an array the
# > middle is `kernel[h1, h2]`, because indices begin at 0. The handout calls $h_1$ and $h_2$ "half of
# > the dimensions"; for an odd size $k$ the half is $(k-1)/2$.
#
# Here is the handout's example (slide 11) at one position. The kernel is the **Laplacian**: the sum of
# the four neighbours minus four times the middle. It is 0 where the picture is flat.

# %% tags=["demo"]
draw.sweep_frame(
    data.HANDOUT_IMAGE,
    data.LAPLACIAN,
    0,
    1,
    alt="The handout's 5 by 5 picture with a 3 by 3 window around row 1, column 2, the Laplacian's "
    "weights in its cells, and the nine products written out with their sum, 15.",
)

# %% [markdown]
# ### Exercise 2: one logit (1 point)
#
# Write `logit_at(image, kernel, row, col)`. `image` is (height, width), `kernel` has odd sides that may
# differ, and the window centred at (`row`, `col`) lies inside the picture. Return one number, a `float`
# (an integer type is accepted for integer inputs). Use any NumPy you like.
#
# The inputs may hold unsigned bytes (`uint8`), whose sums overflow. They must not change.
#
# <details><summary>Hint 1</summary>
#
# Where does the window begin when its middle is at `row` and its height is 3? When its height is 5?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Cut the window out of the picture with two slices. It has the kernel's shape, so the two can be
# multiplied. Convert one of them to float before you do.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "logit_at", "locked": false, "schema_version": 3, "solution": true, "task": false}
def logit_at(image, kernel, row, col):
    """Return the logit at (row, col): the sum of kernel times window, kernel not flipped.

    image (height, width), kernel (kh, kw) with odd sides; a float.
    """
    ### BEGIN SOLUTION
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    window = image[row - h1 : row + h1 + 1, col - h2 : col + h2 + 1]
    return float(np.sum(window.astype(float) * kernel))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_logit_at", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
def logit_from(image, kernel, row, col, mode="same"):
    """Return one entry of SciPy's correlation in float64."""
    return float(
        scipy.signal.correlate2d(image.astype(float), kernel.astype(float), mode)[row, col]
    )


logit_mistakes = {
    "kernel_flipped": check.either(
        lambda image, kernel, row, col: logit_from(image, kernel[::-1, ::-1], row, col),
        lambda image, kernel, row, col: logit_from(image, kernel[::-1], row, col),
        lambda image, kernel, row, col: logit_from(image, kernel[:, ::-1], row, col),
    ),
    "row_col_swapped": lambda image, kernel, row, col: logit_from(image, kernel, col, row),
    "kernel_transposed": lambda image, kernel, row, col: logit_from(image, kernel.T, row, col),
    "corner": lambda image, kernel, row, col: logit_from(image, kernel, row, col, mode="valid"),
    "counts_from_one": lambda image, kernel, row, col: logit_from(image, kernel, row - 1, col - 1),
    "mean_returned": lambda image, kernel, row, col: (
        logit_from(image, kernel, row, col) / kernel.size
    ),
    "kernel_truncated": lambda image, kernel, row, col: logit_from(
        image, np.trunc(kernel), row, col
    ),
}
# The handout's logits (slide 11): the first belongs to the pixel in row 1, column 1.
for i, j in [(2, 2), (1, 2), (2, 1), (3, 3)]:
    check.returns(
        logit_at, data.HANDOUT_IMAGE, data.LAPLACIAN, i, j,
        expected=float(data.HANDOUT_LOGITS[i - 1, j - 1]), mistakes=logit_mistakes,
    )  # fmt: skip
# Kernels without any symmetry, twice on pictures of one shape, and then with sides that differ.
rng = np.random.default_rng(1)
before = None
for kernel_shape in [(3, 3), (3, 3), (3, 5), (5, 3)]:
    image, kernel = rng.normal(size=(9, 8)), rng.normal(size=kernel_shape)
    exact = float(scipy.ndimage.correlate(image, kernel)[3, 5])
    check.returns(
        logit_at, image, kernel, 3, 5,
        expected=exact, mistakes=logit_mistakes | {"earlier_result": before},
    )  # fmt: skip
    before = exact
# A picture of bytes, with kernels of bytes and of fractions.
bytes_image = rng.integers(128, 256, (9, 8), dtype=np.uint8)
for kernel in (rng.integers(1, 10, (3, 3), dtype=np.uint8), np.array([[0.5, 1.25, -0.25]])):
    check.returns(
        logit_at, bytes_image, kernel, 2, 5,
        expected=float(scipy.ndimage.correlate(bytes_image.astype(float), kernel)[2, 5]),
        mistakes=logit_mistakes,
    )  # fmt: skip
### BEGIN HIDDEN TESTS
for kernel in (rng.integers(100, 128, (3, 5)).astype(np.int8), -rng.random((5, 3)) - 0.5):
    for image in (bytes_image, bytes_image / 2, bytes_image.astype(np.int64)):
        exact = scipy.ndimage.correlate(image.astype(float), kernel.astype(float))
        check.returns(
            logit_at, image, kernel, 4, 3,
            expected=float(exact[4, 3]), mistakes=logit_mistakes,
        )  # fmt: skip
for kh, kw, row, col in [(1, 1, 0, 7), (3, 5, 7, 2), (5, 3, 2, 6), (7, 1, 4, 0), (1, 7, 8, 3)]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        image = rng.integers(0, 256, (9, 8)).astype(dtype)
        kernel = rng.integers(1, 100, (kh, kw)).astype(dtype)
        exact = scipy.ndimage.correlate(image.astype(float), kernel.astype(float), mode="constant")
        check.returns(
            logit_at, image, kernel, row, col,
            expected=float(exact[row, col]), mistakes=logit_mistakes,
        )  # fmt: skip
image, kernel = rng.normal(size=(9, 8)), rng.normal(size=(3, 5))
exact = scipy.ndimage.correlate(image, kernel)
check.returns(
    logit_at, image, kernel, 5, 4, expected=float(exact[5, 4]), mistakes=logit_mistakes
)  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# With your function, the nine logits of slide 11:

# %% tags=["demo"]
logits = np.array(
    [
        [logit_at(data.HANDOUT_IMAGE, data.LAPLACIAN, row, col) for col in (1, 2, 3)]
        for row in (1, 2, 3)
    ]
)
print(logits.astype(int))
print("as on the slide:", np.array_equal(logits, data.HANDOUT_LOGITS))

# %% [markdown]
# ## 3. The sweep
#
# Let the window visit every position where it fits completely, from the top left to the bottom
# right, and write each sum into an output. That output is smaller than the picture:
#
# $$\text{output height} = H - k_h + 1, \qquad \text{output width} = W - k_w + 1$$
#
# This rule is called **valid**. The operation itself is the **cross-correlation** of picture and kernel;
# deep learning calls it convolution. Now it is handier to let $(i, j)$ be the window's top left
# pixel, and even kernels need no special rule:
#
# $$\mathrm{out}_{i,j} = \sum_{a=0}^{k_h-1} \; \sum_{b=0}^{k_w-1} w_{a,b} \; u_{i+a,\,j+b}$$
#
# Watch the Laplacian sweep over the handout's picture.

# %% tags=["demo"]
draw.sweep(
    data.HANDOUT_IMAGE,
    data.LAPLACIAN,
    alt="Animation: a 3 by 3 window visits the nine positions where it fits into the handout's "
    "5 by 5 picture. At each stop the nine products and their sum are written out, and the sum "
    "enters the 3 by 3 output: 6, 15, 9; 14, -36, -4; -4, 10, 7.",
)

# %% [markdown]
# ### Exercise 3: correlate by hand (3 points)
#
# Write `correlate2d(image, kernel)`: `image` (height, width) and `kernel` (kh, kw) of any sizes with
# kh <= height and kw <= width. Return an array (height - kh + 1, width - kw + 1) as in the formula.
#
# **By hand** means here and later: no function of NumPy, SciPy, scikit-image, TensorFlow or Keras that
# convolves, correlates, pools, pads or cuts out patches. Slices, products, sums, loops,
# `sliding_window_view`, `einsum` and the Fourier transform are fine. A loop over the pixels is fine in
# this exercise too.
#
# From here on every function returns a new float array (an integer array is accepted when all inputs
# are integers), changes none of its inputs, and neither overflows nor cuts off decimals when a picture
# holds bytes.
#
# <details><summary>Hint 1</summary>
#
# How many rows of windows are there? Make an array of zeros of the output's size, and fill it with two
# loops. What type do its zeros have?
#
# </details>
# <details><summary>Hint 2</summary>
#
# In the loops, cut out the window whose top left pixel is (i, j). It has the kernel's shape. What you
# do with the two is what `logit_at` did.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "correlate2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def correlate2d(image, kernel):
    """Return the valid cross-correlation of image (height, width) and kernel (kh, kw)."""
    ### BEGIN SOLUTION
    kh, kw = kernel.shape
    height, width = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            output[i, j] = np.sum(image[i : i + kh, j : j + kw].astype(float) * kernel)
    return output
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_correlate2d", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def correlated(image, kernel, mode="valid"):
    """Return SciPy's correlation in float64."""
    return scipy.signal.correlate2d(image.astype(float), kernel.astype(float), mode)


correlate_mistakes = {
    "kernel_flipped": check.either(
        lambda image, kernel: correlated(image, kernel[::-1, ::-1]),
        lambda image, kernel: correlated(image, kernel[::-1]),
        lambda image, kernel: correlated(image, kernel[:, ::-1]),
    ),
    "kernel_transposed": lambda image, kernel: correlated(image, kernel.T),
    "same_size": lambda image, kernel: correlated(image, kernel, mode="same"),
    "full_size": lambda image, kernel: correlated(image, kernel, mode="full"),
    "last_row_missing": lambda image, kernel: correlated(image, kernel)[:-1],
    "last_col_missing": lambda image, kernel: correlated(image, kernel)[:, :-1],
    "last_row_and_col_missing": lambda image, kernel: correlated(image, kernel)[:-1, :-1],
    "mean_returned": lambda image, kernel: correlated(image, kernel) / kernel.size,
    "kernel_truncated": lambda image, kernel: correlated(image, np.trunc(kernel)),
}
square = check.when(lambda result: np.ndim(result) == 2 and result.shape[0] == result.shape[1])
# The handout's example, then sizes that differ in every direction, the first of them twice.
check.returns(
    correlate2d, data.HANDOUT_IMAGE, data.LAPLACIAN,
    expected=data.HANDOUT_LOGITS, mistakes=correlate_mistakes,
)  # fmt: skip
rng = np.random.default_rng(2)
before = None
for shape, kernel_shape in [
    ((6, 9), (2, 3)), ((6, 9), (2, 3)), ((9, 6), (3, 2)), ((4, 6), (4, 2)), ((5, 7), (3, 3))
]:  # fmt: skip
    image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
    check.returns(
        correlate2d, image, kernel, expected=correlated(image, kernel),
        mistakes=correlate_mistakes | {"earlier_result": before, "square_only": square},
    )  # fmt: skip
    before = correlated(image, kernel)
# Bytes neither overflow nor lose their decimals.
bytes_image = rng.integers(0, 256, (6, 9), dtype=np.uint8)
for kernel in (np.array([[1, 2, 1], [0, 3, 1]], dtype=np.uint8), np.array([[0.5, -0.25]])):
    check.returns(
        correlate2d, bytes_image, kernel,
        expected=correlated(bytes_image, kernel), mistakes=correlate_mistakes,
    )  # fmt: skip
check.by_hand(correlate2d, image, kernel)
### BEGIN HIDDEN TESTS
for kernel in (rng.integers(100, 128, (2, 4)).astype(np.int8), -rng.random((3, 2)) - 0.5):
    for image in (255 - bytes_image // 2, bytes_image / 2, bytes_image.astype(np.int64)):
        check.returns(
            correlate2d, image, kernel,
            expected=correlated(image, kernel), mistakes=correlate_mistakes,
        )  # fmt: skip
for shape, kernel_shape in [
    ((4, 8), (4, 1)), ((8, 4), (1, 4)), ((5, 5), (5, 5)), ((1, 6), (1, 3)), ((7, 5), (1, 1)),
    ((12, 10), (5, 4)), ((10, 12), (4, 5)), ((10, 12), (4, 5)), ((6, 1), (2, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64):
        image = (10 * rng.normal(size=shape)).astype(dtype)
        kernel = (5 * rng.normal(size=kernel_shape)).astype(dtype)
        check.returns(
            correlate2d, image, kernel,
            expected=correlated(image, kernel), mistakes=correlate_mistakes,
        )  # fmt: skip
check.by_hand(correlate2d, rng.normal(size=(7, 9)), rng.normal(size=(3, 2)))
check.by_hand(correlate2d, rng.integers(0, 9, (7, 7)), rng.integers(0, 9, (3, 3)))
### END HIDDEN TESTS

# %% [markdown]
# Your function on a real picture. The Laplacian answers to edges and to single bright or dark points;
# where the picture is smooth it is silent. Blue is negative, orange is positive.

# %% tags=["demo"]
camera = data.picture("camera", height=128)
draw.responses(
    camera,
    {"Laplacian": correlate2d(camera, data.LAPLACIAN)},
    alt="A photograph of a man with a camera on a tripod, and the Laplacian of it: pairs of blue and "
    "orange lines along the edges of man and tripod, nothing in the sky.",
)

# %% [markdown]
# ## 4. Convolution proper
#
# In mathematics and signal processing, **convolution** flips the kernel along both axes first:
#
# $$(u * w)_{i,j} = \sum_{a} \sum_{b} w_{a,b} \; u_{i-a,\,j-b}$$
#
# Flipped means: the last row becomes the first and the last column the first, a turn by half a circle.
# The sign in the index does it: as $a$ grows, the pixel moves up instead of down.
#
# Which of the two a library means is a matter of custom. `scipy.signal.convolve2d` flips, a layer of
# Keras does not. A network that learns its kernels does not care: it would learn the flipped one. You
# care whenever you bring a kernel along, or compare two libraries.

# %% tags=["demo"]
arrow = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
point = np.zeros((5, 5), dtype=int)
point[2, 2] = 1
draw.grids(
    {
        "kernel": arrow,
        "picture: a single 1": point,
        "correlation": scipy.signal.correlate2d(point, arrow, mode="valid"),
        "convolution": scipy.signal.convolve2d(point, arrow, mode="valid"),
    },
    alt="A kernel with entries 1 to 9, a picture with a single 1 in the middle, their correlation, "
    "which shows the kernel turned by half a circle, and their convolution, which shows the kernel "
    "as it is.",
)

# %% [markdown]
# A single bright pixel shows the difference. The convolution stamps the kernel as it is: this is why
# signal processing likes it. The correlation stamps it flipped.
#
# ### Exercise 4: convolve by hand (1 point)
#
# Write `convolve2d(image, kernel)`, the **valid** convolution proper: shapes as in exercise 3, kernel
# flipped along both axes. By hand. You may call your own `correlate2d`, but then this exercise is
# only right when that one is.
#
# <details><summary>Hint 1</summary>
#
# Nothing but the kernel changes. What does a slice with a step of -1 do?
#
# </details>
# <details><summary>Hint 2</summary>
#
# There are two axes to flip, rows and columns. A transposed kernel is something else: compare the two
# on a piece of paper with the entries 1 to 4.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "convolve2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def convolve2d(image, kernel):
    """Return the valid convolution of image (height, width) and kernel (kh, kw), kernel flipped."""
    ### BEGIN SOLUTION
    flipped = kernel[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("ijab,ab->ij", windows, flipped)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_convolve2d", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
def convolved(image, kernel, mode="valid"):
    """Return SciPy's convolution in float64."""
    return scipy.signal.convolve2d(image.astype(float), kernel.astype(float), mode)


convolve_mistakes = {
    "not_flipped": lambda image, kernel: convolved(image, kernel[::-1, ::-1]),
    "one_axis_flipped": check.either(
        lambda image, kernel: convolved(image, kernel[::-1]),
        lambda image, kernel: convolved(image, kernel[:, ::-1]),
    ),
    "quarter_turn": check.either(
        lambda image, kernel: convolved(image, np.rot90(kernel)),
        lambda image, kernel: convolved(image, np.rot90(kernel, -1)),
    ),
    "kernel_transposed": check.either(
        lambda image, kernel: convolved(image, kernel.T),
        lambda image, kernel: convolved(image, kernel[::-1, ::-1].T),
    ),
    "same_size": lambda image, kernel: convolved(image, kernel, mode="same"),
    "full_size": lambda image, kernel: convolved(image, kernel, mode="full"),
    "last_row_missing": lambda image, kernel: convolved(image, kernel)[:-1],
    "last_row_and_col_missing": lambda image, kernel: convolved(image, kernel)[:-1, :-1],
    "kernel_truncated": lambda image, kernel: convolved(image, np.trunc(kernel)),
}
square = check.when(lambda result: np.ndim(result) == 2 and result.shape[0] == result.shape[1])
rng = np.random.default_rng(3)
before = None
for shape, kernel_shape in [
    ((5, 7), (3, 3)), ((5, 7), (3, 3)), ((9, 6), (2, 3)), ((4, 6), (4, 2)), ((6, 9), (3, 2))
]:  # fmt: skip
    image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
    check.returns(
        convolve2d, image, kernel, expected=convolved(image, kernel),
        mistakes=convolve_mistakes | {"earlier_result": before, "square_only": square},
    )  # fmt: skip
    before = convolved(image, kernel)
bytes_image = rng.integers(0, 256, (6, 9), dtype=np.uint8)
for kernel in (np.array([[1, 2, 1], [0, 3, 1]], dtype=np.uint8), np.array([[0.5, -0.25]])):
    check.returns(
        convolve2d, bytes_image, kernel,
        expected=convolved(bytes_image, kernel), mistakes=convolve_mistakes,
    )  # fmt: skip
check.by_hand(convolve2d, image, rng.normal(size=(3, 2)))
### BEGIN HIDDEN TESTS
for kernel in (rng.integers(100, 128, (2, 4)).astype(np.int8), -rng.random((3, 2)) - 0.5):
    for image in (255 - bytes_image // 2, bytes_image / 2, bytes_image.astype(np.int64)):
        check.returns(
            convolve2d, image, kernel,
            expected=convolved(image, kernel), mistakes=convolve_mistakes,
        )  # fmt: skip
for shape, kernel_shape in [
    ((4, 8), (4, 1)), ((8, 4), (1, 4)), ((5, 5), (5, 5)), ((1, 6), (1, 3)), ((7, 5), (1, 1)),
    ((12, 10), (5, 4)), ((10, 12), (4, 5)), ((10, 12), (4, 5)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64):
        image = (10 * rng.normal(size=shape)).astype(dtype)
        kernel = (5 * rng.normal(size=kernel_shape)).astype(dtype)
        check.returns(
            convolve2d, image, kernel,
            expected=convolved(image, kernel), mistakes=convolve_mistakes,
        )  # fmt: skip
check.by_hand(convolve2d, rng.integers(0, 9, (7, 7)), rng.integers(0, 9, (3, 3)))
### END HIDDEN TESTS

# %% [markdown]
# The Laplacian does not change when it is flipped, so both operations give the handout's logits. With
# a kernel that looks to the right they have opposite signs:

# %% tags=["demo"]
print("Laplacian, both the same:", np.array_equal(
    convolve2d(data.HANDOUT_IMAGE, data.LAPLACIAN), correlate2d(data.HANDOUT_IMAGE, data.LAPLACIAN)
))  # fmt: skip
to_the_right = np.array([[-1, 0, 1]])
print("first row correlated:", correlate2d(data.HANDOUT_IMAGE, to_the_right)[0].astype(int))
print("first row convolved: ", convolve2d(data.HANDOUT_IMAGE, to_the_right)[0].astype(int))

# %% [markdown]
# ## 5. A layer: channels and filters
#
# The full formula 9 of the handout has channels, filters and biases. With the window's top left pixel
# at $(i, j)$, and $n$ for the picture in the batch:
#
# $$\mathrm{out}_{n,i,j,k} = b_k + \sum_{a=0}^{k_h-1} \; \sum_{b=0}^{k_w-1} \; \sum_{c=0}^{C_{in}-1}
# w_{a,b,c,k} \; x_{n,\,i+a,\,j+b,\,c}$$
#
# - Filter $k$ has a kernel with a slice for each input channel $c$. The sum runs over all of them: a
#   filter sees colour.
# - Each filter makes one channel of the output and has one bias $b_k$.
# - Pictures of a batch do not meet: $n$ appears on both sides.
#
# After this comes an activation function, $f(\mathrm{out})$, which we leave out.

# %% tags=["demo"]
chelsea = data.picture("chelsea", height=96, colour=True)
draw.responses(
    chelsea,
    {f"{name} channel": chelsea[:, :, c] for c, name in enumerate(["red", "green", "blue"])},
    signed=False,
    alt="A colour photograph of a cat's face, and its red, green and blue channels as three grey "
    "pictures. The cat is brightest in red and darkest in blue.",
)

# %% [markdown]
# The next cell defines what your layer is compared with: Keras' own convolution, in float64, and what
# Keras would give if one had made a typical mistake.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_conv2d", "locked": true, "schema_version": 3, "solution": false, "task": false}
def keras_conv2d(x, w, b, padding="valid"):
    """Return Keras' convolution of x (N, H, W, Cin) and w (kh, kw, Cin, Cout) plus b, in float64."""
    x, w = np.asarray(x, dtype=np.float64), np.asarray(w, dtype=np.float64)
    return np.asarray(keras.ops.conv(x, w, padding=padding)) + b


conv2d_mistakes = {
    "bias_missing": lambda x, w, b: keras_conv2d(x, w, 0 * b),
    "bias_per_channel": lambda x, w, b: keras_conv2d(x, w, w.shape[2] * b.astype(float)),
    "bias_in_the_loop": lambda x, w, b: keras_conv2d(x, w, w[:, :, 0, 0].size * b.astype(float)),
    "bias_per_weight": lambda x, w, b: keras_conv2d(x, w, w[..., 0].size * b.astype(float)),
    "channels_averaged": lambda x, w, b: keras_conv2d(x, w / w.shape[2], b),
    "first_channel_only": lambda x, w, b: keras_conv2d(x[..., :1], w[:, :, :1], b),
    "first_image_only": check.either(
        lambda x, w, b: keras_conv2d(x[:1], w, b),
        lambda x, w, b: keras_conv2d(x[:1].repeat(len(x), axis=0), w, b),
        check.when(lambda out: np.ndim(out) == 4 and out[0].any() and not out[1:].any()),
    ),
    "kernel_axes_swapped": lambda x, w, b: keras_conv2d(x, w.transpose(1, 0, 2, 3), b),
    "kernel_flipped": lambda x, w, b: keras_conv2d(x, w[::-1, ::-1], b),
    "same_size": lambda x, w, b: keras_conv2d(x, w, b, padding="same"),
    "last_row_missing": lambda x, w, b: keras_conv2d(x, w, b)[:, :-1],
    "last_col_missing": lambda x, w, b: keras_conv2d(x, w, b)[:, :, :-1],
    "last_row_and_col_missing": lambda x, w, b: keras_conv2d(x, w, b)[:, :-1, :-1],
    "channels_first": lambda x, w, b: keras_conv2d(x, w, b).transpose(0, 3, 1, 2),
    "kernel_truncated": check.either(
        lambda x, w, b: keras_conv2d(x, np.trunc(w), b),
        lambda x, w, b: keras_conv2d(x, w.astype(int).astype(x.dtype), b),
        lambda x, w, b: keras_conv2d(np.trunc(x), np.trunc(w), b),
    ),
    "bias_truncated": lambda x, w, b: keras_conv2d(x, w, np.trunc(b)),
}


# %% [markdown]
# ### Exercise 5: a convolutional layer (4 points)
#
# Write `conv2d(x, w, b)`: `x` (N, H, W, Cin), `w` (kh, kw, Cin, Cout), `b` (Cout,). Return an array
# (N, H - kh + 1, W - kw + 1, Cout) as in the formula. By hand; loops over the pixels are fine. A batch
# of one picture and layers with one channel keep their axes of length 1.
#
# <details><summary>Hint 1</summary>
#
# Begin with loops over the picture, the row, the column and the filter. What is the shape of the
# window that one filter sees, and of the part of `w` that belongs to it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# One output is the sum of a product of two arrays with three axes, and one bias. The bias goes in once,
# after the sum.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d(x, w, b):
    """Return the valid convolutional layer of x (N, H, W, Cin) with w (kh, kw, Cin, Cout), b (Cout,)."""
    ### BEGIN SOLUTION
    kh, kw, _, filters = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, filters))
    for n in range(len(x)):
        for i in range(height):
            for j in range(width):
                window = x[n, i : i + kh, j : j + kw, :].astype(float)
                for k in range(filters):
                    output[n, i, j, k] = np.sum(window * w[:, :, :, k]) + b[k]
    return output
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(4)
before = None
for x_shape, w_shape in [
    ((2, 5, 7, 3), (3, 3, 3, 4)), ((2, 5, 7, 3), (3, 3, 3, 4)), ((3, 7, 5, 2), (2, 3, 2, 1))
]:  # fmt: skip
    x, w, b = rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[-1])
    check.returns(
        conv2d, x, w, b,
        expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes | {"earlier_result": before},
    )  # fmt: skip
    before = keras_conv2d(x, w, b)
# One picture, one channel, one filter: the axes stay.
x, w, b = rng.normal(size=(1, 6, 4, 1)), rng.normal(size=(3, 2, 1, 1)), rng.normal(size=1)
check.returns(conv2d, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes)
# Bytes.
x = rng.integers(0, 256, (2, 5, 6, 3), dtype=np.uint8)
for w in (rng.integers(0, 9, (2, 3, 3, 2), dtype=np.uint8), rng.normal(size=(2, 3, 3, 2))):
    b = (9 * rng.random(2)).astype(w.dtype)
    check.returns(conv2d, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes)
check.by_hand(conv2d, x, w, b)
### BEGIN HIDDEN TESTS
for w in (rng.integers(100, 128, (2, 3, 3, 2)).astype(np.int8), -rng.random((3, 2, 3, 4)) - 0.5):
    for image in (255 - x // 2, x / 2, x.astype(np.int64)):
        for b in (rng.integers(-9, 9, w.shape[3]), 9 * rng.normal(size=w.shape[3])):
            check.returns(
                conv2d, image, w, b,
                expected=keras_conv2d(image, w, b), mistakes=conv2d_mistakes,
            )  # fmt: skip
for x_shape, w_shape in [
    ((1, 4, 6, 3), (4, 1, 3, 2)), ((2, 6, 4, 1), (1, 4, 1, 5)), ((2, 5, 5, 2), (5, 5, 2, 3)),
    ((4, 3, 8, 5), (1, 1, 5, 2)), ((2, 8, 6, 2), (4, 3, 2, 3)), ((2, 8, 6, 2), (4, 3, 2, 3)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64):
        x, w = ((9 * rng.normal(size=shape)).astype(dtype) for shape in (x_shape, w_shape))
        b = (9 * rng.normal(size=w_shape[-1])).astype(dtype)
        check.returns(conv2d, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes)
check.by_hand(conv2d, *(rng.normal(size=s) for s in [(2, 5, 6, 3), (3, 3, 3, 2), (2,)]))
### END HIDDEN TESTS

# %% [markdown]
# Six filters on a colour picture, as on slides 15 and 16, here with random weights. Even these react to
# edges and colours. In lab 6 the weights are learned.
#
# > **Slide and library differ.** The slide's picture is 443 wide and 592 high. Keras reads
# > `Input(shape=(443, 592, 3))` as height 443 and width 592. The numbers come out alike; the picture
# > lies on its side.

# %% tags=["demo"]
rng = np.random.default_rng(0)
six_kernels = rng.normal(size=(5, 5, 3, 6)) / 5
six_kernels -= six_kernels.mean(axis=(0, 1, 2))  # each sums to 0: flat areas give 0
small = chelsea[None, :64, 40:136]
maps = conv2d(small, six_kernels, np.zeros(6))
print("from", small.shape, "to", maps.shape)
draw.responses(
    small[0],
    {f"filter {k}": maps[0, :, :, k] for k in range(6)},
    alt="The cat's face beside six filtered pictures, each with edges and patches of fur in its own "
    "pattern of blue and orange.",
)
for height, width in [(443, 592), (592, 443)]:
    layer = keras.layers.Conv2D(6, [5, 5], padding="valid")
    shape = layer(keras.Input((height, width, 3))).shape[1:]
    print(f"the handout's layer: {height} x {width} x 3 to", *shape)

# %% [markdown]
# ## 6. All pixels at once
#
# Your loops run one line of Python for every output, and Python is slow. The cure is to turn the loops
# inside out. Fix one kernel entry $(a, b)$: over the whole output, it meets pixels that form one big
# slice of the picture. So the layer is a sum of a few large products instead of many small ones.
#
# $$\mathrm{out} = b + \sum_{a} \sum_{b} \; (\text{the slice of } x \text{ that starts at } (a, b))
# \cdot w_{a,b}$$
#
# The product $\cdot$ goes over channels: (..., Cin) times (Cin, Cout) gives (..., Cout). The picture
# below shows the slice of each entry of a 2 x 2 kernel.

# %% tags=["demo"]
entries = [(a, b) for a in range(2) for b in range(2)]
slices = {f"entry ({a}, {b}) meets": np.zeros((5, 5), dtype=int) for a, b in entries}
for (a, b), mask in zip(entries, slices.values(), strict=True):
    mask[a : a + 4, b : b + 4] = 1
draw.grids(
    slices,
    alt="Four grids of 5 by 5 pixels, one for each entry of a 2 by 2 kernel. In each, the 4 by 4 "
    "block of pixels that this entry meets is marked: it starts at row a and column b.",
)

# %% [markdown]
# ### Exercise 6: a layer without pixel loops (4 points)
#
# Write `conv2d_fast(x, w, b)`: the same as `conv2d`, by hand, but neither the height nor the width of
# the picture may make it run more lines of Python. Loops over the batch, the channels and the
# kernel's entries are fine. Disguised loops are not: `np.vectorize`, comprehensions, `map` or
# `apply_along_axis` over pixels, recursion, or a function compiled with `tf.function`, whose loops
# cannot be counted.
#
# <details><summary>Hint 1</summary>
#
# Which rows of the picture does the kernel's row `a` meet, over all windows? They begin at `a`, and
# there are as many as the output has.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Start with an output full of zeros, loop over `a` and `b`, and add a matrix product in each round. For
# an array with four axes `@` multiplies the last one.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_fast", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_fast(x, w, b):
    """Return the same as conv2d(x, w, b) without a loop over pixels."""
    ### BEGIN SOLUTION
    x = x.astype(float)
    kh, kw, _, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((x.shape[0], height, width, c_out))
    for row in range(kh):
        for col in range(kw):
            output += x[:, row : row + height, col : col + width] @ w[row, col]
    return output + b
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_fast", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(5)
before = None
for x_shape, w_shape in [
    ((2, 5, 7, 3), (3, 3, 3, 4)), ((2, 5, 7, 3), (3, 3, 3, 4)), ((3, 7, 5, 2), (2, 3, 2, 1))
]:  # fmt: skip
    x, w, b = rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[-1])
    check.returns(
        conv2d_fast, x, w, b,
        expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes | {"earlier_result": before},
    )  # fmt: skip
    before = keras_conv2d(x, w, b)
# One picture, one channel, one filter; then bytes.
x, w, b = rng.normal(size=(1, 6, 4, 1)), rng.normal(size=(3, 2, 1, 1)), rng.normal(size=1)
check.returns(conv2d_fast, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes)
x = rng.integers(0, 256, (2, 5, 6, 3), dtype=np.uint8)
for w, b in [
    (rng.integers(0, 9, (2, 3, 3, 2), dtype=np.uint8), rng.integers(0, 9, 2, dtype=np.uint8)),
    (rng.normal(size=(2, 3, 3, 2)), 9 * rng.random(2)),
]:
    check.returns(conv2d_fast, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes)
check.by_hand(conv2d_fast, *(rng.normal(size=s) for s in [(2, 6, 5, 2), (2, 3, 2, 3), (3,)]))
fresh = np.random.default_rng(6)
check.no_pixel_loops(
    conv2d_fast,
    lambda height, width: [fresh.normal(size=s) for s in [(2, height, width, 3), (3, 2, 3, 4), (4,)]],
    expected=keras_conv2d,
)  # fmt: skip
### BEGIN HIDDEN TESTS
for w in (rng.integers(100, 128, (2, 3, 3, 2)).astype(np.int8), -rng.random((3, 2, 3, 4)) - 0.5):
    for image in (255 - x // 2, x / 2, x.astype(np.int64)):
        for b in (rng.integers(-9, 9, w.shape[3]), 9 * rng.normal(size=w.shape[3])):
            check.returns(
                conv2d_fast, image, w, b,
                expected=keras_conv2d(image, w, b), mistakes=conv2d_mistakes,
            )  # fmt: skip
for x_shape, w_shape in [
    ((1, 4, 6, 3), (4, 1, 3, 2)), ((2, 6, 4, 1), (1, 4, 1, 5)), ((2, 5, 5, 2), (5, 5, 2, 3)),
    ((4, 3, 8, 5), (1, 1, 5, 2)), ((2, 8, 6, 2), (4, 3, 2, 3)), ((2, 8, 6, 2), (4, 3, 2, 3)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64):
        x, w = ((9 * rng.normal(size=shape)).astype(dtype) for shape in (x_shape, w_shape))
        b = (9 * rng.normal(size=w_shape[-1])).astype(dtype)
        check.returns(
            conv2d_fast, x, w, b, expected=keras_conv2d(x, w, b), mistakes=conv2d_mistakes
        )
check.by_hand(conv2d_fast, *(rng.normal(size=s) for s in [(2, 5, 6, 3), (3, 3, 3, 2), (2,)]))
check.no_pixel_loops(
    conv2d_fast,
    lambda height, width: [fresh.normal(size=s) for s in [(1, height, width, 1), (1, 4, 1, 1), (1,)]],
    expected=keras_conv2d,
)  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# How much faster is it? The cell measures loops, your fast layer and Keras on the same work. The numbers
# differ between machines, so the course stores none.

# %% tags=["demo", "nbval-ignore-output"]
import time

x = np.random.default_rng(0).normal(size=(1, 96, 96, 3))
w, b = np.random.default_rng(1).normal(size=(5, 5, 3, 8)), np.zeros(8)
seconds = {}
for layer_function in (conv2d, conv2d_fast, keras_conv2d):
    layer_function(x[:, :8, :8], w, b)
    start = time.perf_counter()
    layer_function(x, w, b)
    seconds[layer_function.__name__] = time.perf_counter() - start
for name, taken in seconds.items():
    print(
        f"{name:13s} {1000 * taken:9.2f} ms, {seconds['conv2d'] / taken:7.0f} times the loops' speed"
    )

# %% [markdown]
# ## 7. Kernels with a purpose
#
# Long before networks learned kernels, people designed them. Three classics:
#
# - **Box**: all entries equal, their sum 1. Each pixel becomes the mean of its window: noise goes,
#   sharpness too. A sum of 1 keeps the brightness.
# - **Sharpen**: the picture minus its Laplacian. The Laplacian is negative on the bright side of an edge
#   and positive on the dark side, so taking it away makes bright brighter and dark darker. The kernel that
#   changes nothing, the **identity**, has a single 1 in the middle. Correlation is linear, so a
#   difference of pictures needs only a difference of kernels.
# - **Sobel**: the change of brightness along one axis, smoothed across it. One kernel looks to the right,
#   one downwards. Their entries are -1, 0, 1 and -2, 0, 2: the line in the middle counts double.
#
# Try it: the nine sliders are the entries of a 3 x 3 kernel, and the picture answers. Make a box, an
# edge detector, a shift.


# %% tags=["demo"]
def kernel_response(**entries):
    """Draw the picture filtered with the nine entries."""
    kernel = np.array(list(entries.values())).reshape(3, 3)
    return draw.responses_figure(
        camera, {f"entries sum to {kernel.sum():g}": scipy.ndimage.correlate(camera, kernel)}
    )


draw.sliders(
    kernel_response,
    {
        f"w{row}{col}": (-4.0, 4.0, 0.5, float(data.LAPLACIAN[row, col]))
        for row in range(3)
        for col in range(3)
    },
    alt="Nine sliders in a 3 by 3 grid for the entries of a kernel, set to the Laplacian, above the "
    "photograph of the man with the camera and its filtered version, which shows the edges.",
    columns=3,
)

# %% [markdown]
# ### Exercise 7: design kernels (2 points)
#
# - `sharpen_kernel()`: (3, 3), the identity minus the handout's Laplacian.
# - `box_kernel(size)`: (size, size), equal entries that sum to 1.
# - `sobel_kernels()`: the pair `(gx, gy)`, each (3, 3). Used by correlation, `gx` is positive where
#   brightness grows to the right, `gy` where it grows downwards. Smoothing weights 1, 2, 1.
#
# Each call returns new arrays.
#
# <details><summary>Hint 1</summary>
#
# What does the middle of the sharpening kernel become when you take away a Laplacian whose middle is
# negative? The entries of the result sum to 1: check it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For gx, cover the middle column with zeros. Left of it stand the negative entries, right of it the
# positive ones. gy is gx with rows and columns exchanged.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "sharpen_kernel", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sharpen_kernel():
    """Return the 3 x 3 kernel that takes the Laplacian of a picture away from the picture."""
    ### BEGIN SOLUTION
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    ### END SOLUTION


def box_kernel(size):
    """Return the (size, size) kernel that replaces a pixel with the mean of its window."""
    ### BEGIN SOLUTION
    return np.full((size, size), 1 / size**2)
    ### END SOLUTION


def sobel_kernels():
    """Return Sobel's pair (gx, gy) of 3 x 3 kernels: to the right and downwards."""
    ### BEGIN SOLUTION
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_sharpen_kernel", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# A filter of SciPy applied to a single 1 shows its kernel (flipped, where that matters).
# Each function is called twice: every call returns new arrays.
single = np.zeros((5, 5))
single[2, 2] = 1
laplacian = scipy.ndimage.laplace(single)[1:4, 1:4]
around = scipy.ndimage.convolve(single, np.ones((3, 3)))[1:4, 1:4] - 9 * single[1:4, 1:4]
for _ in range(2):
    check.returns(
        sharpen_kernel, expected=single[1:4, 1:4] - laplacian,
        mistakes={
            "sign_wrong": single[1:4, 1:4] + laplacian,
            "laplacian_returned": check.either(laplacian, -laplacian),
            "eight_neighbours": check.either(single[1:4, 1:4] - around, around, -around),
            "not_normalised": check.when(
                lambda kernel: np.shape(kernel) == (3, 3) and abs(np.sum(kernel) - 1) > 1e-6
            ),
        },
    )  # fmt: skip
for size in (5, 4, 3, 3):
    single = np.zeros((size, size))
    single[size // 2, size // 2] = 1
    check.returns(
        box_kernel, size, expected=scipy.ndimage.uniform_filter(single, size, mode="wrap"),
        mistakes={
            "not_normalised": check.when(lambda kernel: abs(np.sum(kernel) - 1) > 1e-6),
            "box_of_three": check.when(lambda kernel: np.shape(kernel) == (3, 3)),
        },
    )  # fmt: skip
gx, gy = (scipy.ndimage.sobel(single, axis, mode="constant")[::-1, ::-1] for axis in (1, 0))
px, py = (scipy.ndimage.prewitt(single, axis, mode="constant")[::-1, ::-1] for axis in (1, 0))
for _ in range(2):
    check.returns(
        sobel_kernels, expected=(gx, gy),
        mistakes={
            "kernels_swapped": check.either((gy, gx), (-gy, -gx), (-gy, gx), (gy, -gx)),
            "gradient_negated": check.either((-gx, ...), (..., -gy)),
            "prewitt_returned": check.either((px, ...), (..., py)),
            "divided_by_four": check.either((gx / 4, ...), (..., gy / 4)),
            "divided_by_eight": check.either((gx / 8, ...), (..., gy / 8)),
        },
    )  # fmt: skip
### BEGIN HIDDEN TESTS
for size in (1, 2, 4, 7, 7):
    check.returns(box_kernel, size, expected=np.ones((size, size)) / (size * size))
check.returns(sharpen_kernel, expected=np.eye(9)[4].reshape(3, 3) - data.LAPLACIAN)
check.returns(sobel_kernels, expected=(gx, gy))
### END HIDDEN TESTS

# %% [markdown]
# Your kernels at work. The brightness grows along edges in the direction of gx and gy; together they give
# the strength of an edge in any direction, the **gradient magnitude** $\sqrt{g_x^2 + g_y^2}$.

# %% tags=["demo"]
gx, gy = (scipy.ndimage.correlate(camera, kernel) for kernel in sobel_kernels())
draw.responses(
    camera,
    {"gx": gx, "gy": gy, "magnitude": np.hypot(gx, gy)},
    alt="The photograph with the camera, its horizontal gradient, which shows upright edges, its "
    "vertical gradient, which shows level edges, and the gradient magnitude, which shows all edges.",
)
draw.responses(
    camera,
    {
        "box, 5 x 5": scipy.ndimage.correlate(camera, box_kernel(5)),
        "sharpened": np.clip(scipy.ndimage.correlate(camera, sharpen_kernel()), 0, 1),
    },
    signed=False,
    alt="The photograph with the camera, a blurred version of it and a sharpened one.",
)

# %% [markdown]
# ## 8. Learn a kernel
#
# Now the other way round. You see a picture $u$ and the result $t$ of an unknown kernel. Which kernel was
# it? Guess one, correlate, compare, and change the guess. The measure of the error is the mean square
# over the output,
#
# $$L(w) = \frac{1}{m} \sum_{i,j} \left( (u \star w)_{i,j} - t_{i,j} \right)^2$$
#
# where $\star$ is the valid correlation and $m$ the number of outputs. **Gradient descent** takes steps
# against the gradient:
#
# $$w \leftarrow w - \eta \, \frac{\partial L}{\partial w}$$
#
# TensorFlow computes the gradient: what runs inside a `tf.GradientTape` is recorded, and
# `tape.gradient(loss, w)` goes back through it. Here is one step for the simplest model there is, a
# line through the origin:

# %% tags=["demo"]
inputs, outputs = tf.constant([1.0, 2.0, 3.0]), tf.constant([2.0, 4.0, 6.0])
slope = tf.Variable(0.0)
for step in range(3):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean((slope * inputs - outputs) ** 2)
    slope.assign_sub(0.05 * tape.gradient(error, slope))
    print(f"step {step}: slope {float(slope.numpy()):.3f}")

# %% [markdown]
# The step size $\eta$ decides everything. Too large, and the values run away; too small, and they do not
# arrive. What is too large depends on the picture. The gradient is a sum over pixels times pixels, so
# pixels of 0 to 255 make it 65,000 times larger than pixels of 0 to 1. The mean matters too: when all
# pixels are bright, all entries of the kernel push in the same direction, and the steps that suit this
# direction are far too small for all others.
#
# Two remedies that go well together: scale the picture, and shift both pictures to mean 0. The kernel
# for scaled pixels is easy to turn back. The shift costs nothing, for the correlation of a constant
# picture is constant: shifting $u$ by its mean shifts $t$ by a constant, so with both at mean 0 the
# same kernel still fits, up to a tiny effect of the border.
#
# ### Exercise 8: learn a kernel (3 points)
#
# Write `learn_kernel(image, target, size, steps)`: recover the (size, size) kernel whose valid
# correlation with `image` gave `target`. Make `steps` updates (200 or more when it counts; the checks
# also call it with fewer, to see that steps bring it nearer) with gradients from `tf.GradientTape`. Any
# start and any first-order rule will do: plain descent, momentum, Adam. Return an array (size, size).
#
# `image` holds independent random pixels, floats or bytes, of any mean and scale; height and width differ;
# `size` is 1 to 5. No entry of your kernel may be off by more than 0.05. `tf.nn.conv2d` is allowed here: it
# wants (1, height, width, 1) and (size, size, 1, 1), both float, and `padding="VALID"`.
#
# <details><summary>Hint 1</summary>
#
# Convert to float, then bring the picture to mean 0 and standard deviation 1. What does the scale do to
# the kernel, and where else can you put it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# With pixels of mean 0 and standard deviation 1, the loss is nearly a round bowl: $L \approx \sum (w -
# w^*)^2$, and its gradient is $2 (w - w^*)$. Which step size leads to its bottom soon, with some margin
# for the bowl not being quite round? If the target is not at mean 0, let the model have a bias too, or
# take the mean of what it predicts away before you compare.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "learn_kernel", "locked": false, "schema_version": 3, "solution": true, "task": false}
def learn_kernel(image, target, size, steps):
    """Return the (size, size) kernel whose valid correlation with image gives target, by descent."""
    ### BEGIN SOLUTION
    scale = image.std()
    pixels = tf.constant((image - image.mean()) / scale, tf.float32)[None, :, :, None]
    wanted = tf.constant((target - target.mean()) / scale, tf.float32)[None, :, :, None]
    kernel = tf.Variable(tf.zeros((size, size, 1, 1)))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            guess = tf.nn.conv2d(pixels, kernel, strides=1, padding="VALID")
            loss = tf.reduce_mean(tf.square(guess - wanted))
        kernel.assign_sub(0.9 / size**2 * tape.gradient(loss, kernel))
    return kernel.numpy()[:, :, 0, 0]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_learn_kernel", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(6)
check.seed(6)
hidden_kernel = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0], [0.25, 2.0, -0.75]])


def correlated_target(image, kernel):
    """Return SciPy's valid correlation in float64."""
    return scipy.signal.correlate2d(image.astype(float), kernel, mode="valid")


def learning_mistakes(wanted, image, target):
    """Return how the known mistakes look for one picture."""
    scale, sides = image.std(), wanted.shape
    windows = np.lib.stride_tricks.sliding_window_view(image - image.mean(), sides)
    without_shift = np.linalg.lstsq(windows.reshape(-1, wanted.size), target.ravel(), rcond=None)[0]

    def after(steps):
        check.seed(6)
        return check.call(learn_kernel, image, target, len(wanted), steps)

    def mean_square(kernel):
        return np.mean((correlated_target(image, kernel) - target) ** 2)

    return {
        "kernel_flipped": wanted[::-1, ::-1],
        "kernel_transposed": wanted.T,
        "scale_forgotten": check.either(
            wanted * scale, wanted / scale, wanted * scale / target.std()
        ),
        "target_mean_kept": without_shift.reshape(sides),
        "ascends": check.when(
            lambda found: (
                np.sum((after(1) - after(0)) * (wanted - after(0))) < 0
                and not np.sum((found - wanted) ** 2) < np.sum((after(0) - wanted) ** 2)
            )
        ),
        "step_too_large": check.when(lambda found: not np.all(np.abs(found) < 100)),
        "initial_returned": check.when(lambda found: np.allclose(found, after(0), atol=1e-6)),
        "steps_ignored": check.when(lambda found: np.allclose(found, after(2), atol=1e-6)),
        "too_slow": check.when(
            lambda found: (
                np.abs(found - wanted).max() > 0.05 and mean_square(found) < mean_square(0 * wanted)
            )
        ),
    }


# Random pixels from -0.5 to 0.5, then bright random bytes.
image = rng.uniform(-0.5, 0.5, (22, 30))
target = correlated_target(image, hidden_kernel)
check.returns(
    learn_kernel, image, target, 3, 200, expected=hidden_kernel, tolerance=0.05,
    mistakes=learning_mistakes(hidden_kernel, image, target),
)  # fmt: skip
image = rng.integers(128, 256, (30, 22), dtype=np.uint8)
kernel = hidden_kernel[::-1].T - 0.125
target = correlated_target(image, kernel)
check.returns(
    learn_kernel, image, target, 3, 200, expected=kernel, tolerance=0.05,
    mistakes={"earlier_result": hidden_kernel} | learning_mistakes(kernel, image, target),
)  # fmt: skip
# One step cannot be as near as 200: an answer that is takes no steps, or its own number of them.
check.property(
    np.abs(check.call(learn_kernel, image, target, 3, 1) - kernel).max() > 0.05,
    "learn_kernel is nearer after 200 steps than after one",
    mistakes={"steps_ignored": True},
)
check.by_tape(learn_kernel, image, target, 3, 2)
### BEGIN HIDDEN TESTS
before = None
for low, high, shape, size in [
    (0, 256, (20, 33), 5), (2000.0, 3000.0, (35, 25), 4), (-0.01, 0.0, (16, 13), 1),
]:  # fmt: skip
    image = rng.uniform(low, high, shape)
    image = image.astype(np.uint8) if high == 256 else image
    kernel = rng.normal(size=(size, size))
    kernel += (1 - kernel.sum()) / kernel.size  # a bias that Adam's steps can reach
    target = correlated_target(image, kernel)
    check.returns(
        learn_kernel, image, target, size, 210, expected=kernel, tolerance=0.05,
        mistakes={"earlier_result": before} | learning_mistakes(kernel, image, target),
    )  # fmt: skip
    before = kernel
### END HIDDEN TESTS

# %% [markdown]
# On random pixels the bowl is round and descent is quick. On a photograph, neighbouring pixels are nearly
# equal: then most kernels with the same sum look nearly alike, and the bowl is a long valley. Your
# function meets one here, with 200 steps and with 2,000. Where it prints nan, the values have run away:
# the same step is too large for the steep side of the valley.

# %% tags=["demo"]
secret = data.LAPLACIAN.astype(float)
pixels = {
    "random pixels": np.random.default_rng(7).uniform(size=camera.shape),
    "photograph": camera,
}
for name, image in pixels.items():
    answer = scipy.signal.correlate2d(image, secret, mode="valid")
    for steps in (200, 2000):
        learned = learn_kernel(image, answer, 3, steps)
        print(f"{name}, {steps} steps: largest error {np.abs(learned - secret).max():.1f}")

# %% [markdown]
# This is one reason why networks are trained with better rules than plain descent, on inputs of mean 0, and
# with normalisation between their layers.

# %% [markdown]
# ## 9. Two filters in a row
#
# Correlate a picture with $k_1$, and the result with $k_2$. Each output is a sum of sums, so it is one
# larger sum over the picture: the two filters are one filter. Its kernel meets every pixel that $k_2$
# reaches through $k_1$, and has the size
#
# $$(h_1 + h_2 - 1) \times (w_1 + w_2 - 1)$$
#
# for kernels of $h_1 \times w_1$ and $h_2 \times w_2$. Two 3 x 3 filters see as far as one of 5 x 5. A
# network that stacks layers without an activation function between them gains no power: it is one layer.
#
# ### Exercise 9: compose two kernels (2 points)
#
# Write `compose_kernels(k1, k2)`: the one kernel whose valid correlation gives the same as first `k1`, then
# `k2`. By hand.
#
# <details><summary>Hint 1</summary>
#
# Entry (a, b) of $k_1$ and entry (c, d) of $k_2$: at which pixel, counted from the top left of the whole
# window, do they meet, and with which weight?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Start with zeros of the size above. For each entry of one kernel, add a copy of the other kernel, scaled
# and shifted. Nothing is flipped.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "compose_kernels", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compose_kernels(k1, k2):
    """Return the kernel whose valid correlation equals that with k1 followed by that with k2."""
    ### BEGIN SOLUTION
    (h1, w1), (h2, w2) = k1.shape, k2.shape
    composed = np.zeros((h1 + h2 - 1, w1 + w2 - 1))
    for a in range(h1):
        for c in range(w1):
            composed[a : a + h2, c : c + w2] += float(k1[a, c]) * k2
    return composed
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_compose_kernels", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def composed(k1, k2, mode="full"):
    """Return SciPy's convolution of two kernels in float64."""
    return scipy.signal.convolve2d(k1.astype(float), k2.astype(float), mode)


def overwritten(k1, k2):
    """Return scaled and shifted copies of k2 that replace each other where they overlap."""
    result = 0 * composed(k1, k2)
    for (row, col), weight in np.ndenumerate(k1.astype(float)):
        result[row : row + k2.shape[0], col : col + k2.shape[1]] = weight * k2
    return result


compose_mistakes = {
    "kernel_flipped": check.either(
        lambda k1, k2: composed(k1, k2[::-1, ::-1]),
        lambda k1, k2: composed(k1[::-1, ::-1], k2),
        lambda k1, k2: composed(k1, k2)[::-1, ::-1],
        lambda k1, k2: composed(k1, k2[::-1]),
        lambda k1, k2: composed(k1, k2[:, ::-1]),
    ),
    "kernel_transposed": check.either(
        lambda k1, k2: composed(k1, k2.T),
        lambda k1, k2: composed(k1.T, k2),
        lambda k1, k2: composed(k1, k2).T,
    ),
    "plain_product": check.either(
        lambda k1, k2: k1.astype(float) * k2, lambda k1, k2: k1.astype(float) @ k2
    ),
    "stamps_overwrite": check.either(overwritten, lambda k1, k2: overwritten(k2, k1)),
    "same_size": check.either(
        lambda k1, k2: composed(k1, k2, mode="same"),
        lambda k1, k2: composed(k1, k2[::-1, ::-1], mode="same"),
    ),
    "valid_size": check.either(
        lambda k1, k2: composed(k1, k2, mode="valid"),
        lambda k1, k2: composed(k1, k2[::-1, ::-1], mode="valid"),
    ),
    "sum_returned": lambda k1, k2: k1.astype(float) + k2,
    "kernels_truncated": check.either(
        lambda k1, k2: composed(np.trunc(k1), k2), lambda k1, k2: composed(k1, np.trunc(k2))
    ),
}
rng = np.random.default_rng(8)
before = None
for shape1, shape2 in [
    ((3, 3), (3, 3)), ((3, 3), (3, 3)), ((2, 3), (4, 2)), ((3, 1), (2, 1)), ((3, 1), (1, 4))
]:  # fmt: skip
    k1, k2 = rng.normal(size=shape1), rng.normal(size=shape2)
    check.returns(
        compose_kernels, k1, k2,
        expected=composed(k1, k2), mistakes=compose_mistakes | {"earlier_result": before},
    )  # fmt: skip
    before = composed(k1, k2)
# One after the other equals both at once.
image = rng.normal(size=(9, 11))
one_by_one = scipy.signal.correlate2d(scipy.signal.correlate2d(image, k1, "valid"), k2, "valid")
at_once = scipy.signal.correlate2d(image, check.call(compose_kernels, k1, k2), mode="valid")
check.close(at_once, one_by_one, tolerance=1e-4)
# Bytes with bytes, and bytes with fractions.
k1, k2 = (rng.integers(0, 256, (3, 2), dtype=np.uint8) for _ in range(2))
for pair in [(k1, k2), (k1, k2 / 4), (k1 / 4, k2)]:
    check.returns(compose_kernels, *pair, expected=composed(*pair), mistakes=compose_mistakes)
check.by_hand(compose_kernels, rng.normal(size=(3, 4)), rng.normal(size=(2, 2)))
### BEGIN HIDDEN TESTS
# A kernel that changes nothing gives a copy of the other one.
for k1, k2 in [
    (np.ones((1, 1)), rng.normal(size=(2, 3))),
    (rng.normal(size=(3, 2)), np.ones((1, 1))),
]:
    check.returns(compose_kernels, k1, k2, expected=composed(k1, k2), mistakes=compose_mistakes)
for shape1, shape2 in [
    ((1, 1), (3, 2)), ((5, 2), (2, 5)), ((4, 4), (1, 1)), ((2, 2), (5, 6)), ((1, 4), (1, 3)),
    ((1, 1), (1, 1)), ((1, 1), (1, 1)),
]:  # fmt: skip
    for dtype in (np.float64, np.float32, np.int64, np.int8):
        k1, k2 = ((9 * rng.normal(size=shape)).astype(dtype) for shape in (shape1, shape2))
        check.returns(compose_kernels, k1, k2, expected=composed(k1, k2), mistakes=compose_mistakes)
        check.returns(
            compose_kernels, k1, -k2 / 8, expected=composed(k1, -k2 / 8), mistakes=compose_mistakes
        )
check.by_hand(compose_kernels, rng.normal(size=(3, 3)), rng.normal(size=(2, 3)))
check.by_hand(compose_kernels, rng.integers(0, 9, (3, 3)), rng.integers(0, 9, (3, 3)))
### END HIDDEN TESTS

# %% [markdown]
# Blur first, then look for edges: one kernel does both. Below, a box and Sobel's gx composed with your
# function.

# %% tags=["demo"]
box, sobel = np.ones((3, 3), dtype=int), np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
draw.grids(
    {"box, times 9": box, "gx": sobel, "both, times 9": compose_kernels(box, sobel).astype(int)},
    alt="A 3 by 3 box of ones, Sobel's gx, and the 5 by 5 kernel that does both: negative on the left, "
    "positive on the right, largest in the middle rows.",
)

# %% [markdown]
# ## 10. Shift the picture, and the result shifts along
#
# A convolutional layer has the same weights everywhere. So when the picture moves, the result moves with
# it and is otherwise the same: the layer is **shift equivariant**. A dense layer is not; it would have to
# learn every object anew in every place. Away from the border the difference below is exactly 0.

# %% tags=["demo"]
shifted = np.roll(camera, (6, 10), axis=(0, 1))
first_filtered = np.roll(correlate2d(camera, sobel), (6, 10), axis=(0, 1))
first_shifted = correlate2d(shifted, sobel)
inside = np.s_[6:-6, 10:-10]
print("largest difference inside:", np.abs(first_filtered - first_shifted)[inside].max())
draw.responses(
    shifted,
    {
        "shifted, then filtered": first_shifted,
        "filtered, then shifted": first_filtered,
        "difference": first_shifted - first_filtered,
    },
    alt="The shifted photograph, filtered after the shift and before it: the two look the same. Their "
    "difference is 0 except in a band at the top and the left border.",
)

# %% [markdown]
# ## 11. Bonus: the way back (4 bonus points)
#
# To train a layer, the gradient must pass through it backwards. Say `dy` is the gradient of some loss with
# respect to the layer's output, one number for each output. What is the gradient with respect to `x`, `w`
# and `b`? Ask of each of them: which outputs does it enter, and with which factor?
#
# - $b_k$ enters every output of channel $k$, with factor 1.
# - $w_{a,b,c,k}$ enters every output of channel $k$; at output $(i, j)$ its factor is the pixel
#   $x_{n,i+a,j+b,c}$.
# - $x_{n,p,q,c}$ enters the outputs whose window covers it: at output $(p-a, q-b)$ with factor
#   $w_{a,b,c,k}$.
#
# ### Exercise 10: the gradients of a layer
#
# Write `conv2d_backward(x, w, dy)`: shapes as in `conv2d`, `dy` like its output. Return `(dx, dw, db)`,
# shaped like `x`, `w` and (Cout,). By hand, without automatic differentiation.
#
# <details><summary>Hint 1</summary>
#
# Take the loops of your fast layer: in the round for (a, b), a slice of `x` was multiplied with `w[a, b]`.
# In the same round, the gradient with respect to both can be collected.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Check the shapes: slice (N, h, w, Cin), `dy` (N, h, w, Cout), `dw[a, b]` (Cin, Cout). Which axes are
# summed? For `dx`, add into the slice; windows overlap, so their gradients add up.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "conv2d_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv2d_backward(x, w, dy):
    """Return the gradients (dx, dw, db) of sum(conv2d(x, w, b) * dy)."""
    ### BEGIN SOLUTION
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    rows, cols = dy.shape[1:3]
    dy = dy.astype(float)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            part = np.s_[:, a : a + rows, c : c + cols]
            dw[a, c] = np.einsum("nijc,nijk->ck", x[part], dy)
            dx[part] += dy @ w[a, c].T
    return dx, dw, dy.sum(axis=(0, 1, 2))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_conv2d_backward", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 4}
def tape_gradients(x, w, dy):
    """Return the gradients that TensorFlow computes, in float64."""
    x, w = (tf.constant(array, tf.float64) for array in (x, w))
    b = tf.zeros(w.shape[3], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = tf.nn.conv2d(x, w, strides=1, padding="VALID") + b
    gradients = tape.gradient(y, [x, w, b], output_gradients=tf.constant(dy, tf.float64))
    return tuple(gradient.numpy() for gradient in gradients)


def dx_of_windows(x, w, dy):
    """Return dx when what each window brings replaces what was there."""
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dy.shape[1:3]):
        dx[:, i : i + w.shape[0], j : j + w.shape[1]] = np.einsum(
            "nk,abck->nabc", dy[:, i, j].astype(float), w
        )
    return dx


def dx_of_entries(x, w, dy):
    """Return dx when what each kernel entry brings replaces what was there."""
    dx = np.zeros(x.shape)
    for a, c in np.ndindex(w.shape[:2]):
        dx[:, a : a + dy.shape[1], c : c + dy.shape[2]] = dy.astype(float) @ w[a, c].T
    return dx


backward_mistakes = {
    "gradients_swapped": check.either(
        lambda x, w, dy: tuple(tape_gradients(x, w, dy)[i] for i in (1, 2, 0)),
        lambda x, w, dy: tuple(tape_gradients(x, w, dy)[i] for i in (1, 0, 2)),
        lambda x, w, dy: tuple(tape_gradients(x, w, dy)[i] for i in (2, 1, 0)),
    ),
    "dw_flipped": lambda x, w, dy: (..., tape_gradients(x, w, dy)[1][::-1, ::-1], ...),
    "dx_not_flipped": lambda x, w, dy: (tape_gradients(x, w[::-1, ::-1], dy)[0], ..., ...),
    "windows_overwrite": check.either(
        lambda x, w, dy: (dx_of_windows(x, w, dy), ..., ...),
        lambda x, w, dy: (dx_of_entries(x, w, dy), ..., ...),
    ),
    "batch_not_summed": check.either(
        lambda x, w, dy: (..., tape_gradients(x[:1], w, dy[:1])[1], ...),
        lambda x, w, dy: (..., ..., dy[0].sum(axis=(0, 1))),
        lambda x, w, dy: (..., ..., dy.sum(axis=(1, 2))),
        check.when(lambda result: np.ndim(result[1]) == 5),
    ),
    "batch_averaged": check.either(
        lambda x, w, dy: (..., tape_gradients(x, w, dy)[1] / len(x), ...),
        lambda x, w, dy: (..., ..., dy.sum(axis=(0, 1, 2)) / len(x)),
    ),
    "db_averaged": check.either(
        lambda x, w, dy: (..., ..., dy.mean(axis=(0, 1, 2))),
        lambda x, w, dy: (..., ..., dy.mean(axis=(1, 2)).sum(axis=0)),
    ),
    "channels_swapped": lambda x, w, dy: (
        ...,
        tape_gradients(x, w, dy)[1].transpose(0, 1, 3, 2),
        ...,
    ),
    "dx_valid_size": check.either(
        lambda x, w, dy: (keras_conv2d(dy, w.transpose(0, 1, 3, 2), 0), ..., ...),
        lambda x, w, dy: (keras_conv2d(dy, w[::-1, ::-1].transpose(0, 1, 3, 2), 0), ..., ...),
    ),
}
rng = np.random.default_rng(9)
before = (None, None, None)
for x_shape, w_shape in [
    ((3, 6, 7, 2), (3, 2, 2, 4)), ((3, 6, 7, 2), (3, 2, 2, 4)), ((1, 7, 5, 1), (2, 3, 1, 1))
]:  # fmt: skip
    n, h, v = x_shape[0], x_shape[1] - w_shape[0] + 1, x_shape[2] - w_shape[1] + 1
    x, w, dy = (rng.normal(size=shape) for shape in (x_shape, w_shape, (n, h, v, w_shape[3])))
    earlier = check.either((before[0], ..., ...), (..., before[1], ...), (..., ..., before[2]))
    check.returns(
        conv2d_backward, x, w, dy, expected=tape_gradients(x, w, dy),
        mistakes=backward_mistakes | {"earlier_result": earlier},
    )  # fmt: skip
    before = tape_gradients(x, w, dy)
# Bytes alone, and bytes beside fractions.
whole_x, whole_w, whole_dy = (
    rng.integers(0, 256, shape, dtype=np.uint8)
    for shape in ((2, 5, 6, 2), (2, 3, 2, 3), (2, 4, 4, 3))
)
for x, w, dy in [
    (whole_x, whole_w, whole_dy),
    (whole_x, whole_w / 100, whole_dy / 100 - 1),
    (whole_x / 100, whole_w, whole_dy / 100 - 1),
]:
    check.returns(
        conv2d_backward, x, w, dy, expected=tape_gradients(x, w, dy), mistakes=backward_mistakes
    )
check.by_hand(
    conv2d_backward, *(rng.normal(size=s) for s in [(2, 6, 5, 2), (2, 3, 2, 3), (2, 5, 3, 3)])
)
### BEGIN HIDDEN TESTS
for x_shape, w_shape in [
    ((2, 5, 8, 3), (4, 1, 3, 2)), ((2, 8, 5, 2), (1, 4, 2, 5)), ((2, 4, 4, 2), (4, 4, 2, 3)),
    ((2, 4, 4, 2), (4, 4, 2, 3)), ((3, 4, 6, 2), (1, 1, 2, 2)), ((1, 9, 8, 2), (3, 3, 2, 2)),
    ((1, 3, 4, 1), (1, 1, 1, 1)), ((1, 3, 4, 1), (1, 1, 1, 1)),
]:  # fmt: skip
    n, h, v = x_shape[0], x_shape[1] - w_shape[0] + 1, x_shape[2] - w_shape[1] + 1
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        x, w, dy = (
            np.abs(9 * rng.normal(size=shape)).astype(dtype)
            if dtype == np.uint8
            else (9 * rng.normal(size=shape)).astype(dtype)
            for shape in (x_shape, w_shape, (n, h, v, w_shape[3]))
        )
        check.returns(
            conv2d_backward, x, w, dy, expected=tape_gradients(x, w, dy), mistakes=backward_mistakes
        )
# Whole numbers whose products pass the range of their type.
for dtype in (np.uint8, np.int8, np.int32):
    low, high = (100, 128) if dtype == np.int8 else (200, 256)
    factor = 1000 if dtype == np.int32 else 1
    x, w, dy = (
        (factor * rng.integers(low, high, shape)).astype(dtype)
        for shape in ((2, 5, 7, 2), (3, 2, 2, 3), (2, 3, 6, 3))
    )
    check.returns(
        conv2d_backward, x, w, dy, expected=tape_gradients(x, w, dy), mistakes=backward_mistakes
    )
check.by_hand(
    conv2d_backward, *(rng.normal(size=s) for s in [(2, 5, 6, 3), (3, 3, 3, 2), (2, 3, 4, 2)])
)
### END HIDDEN TESTS

# %% [markdown]
# With your gradients you can train a layer without TensorFlow. Three steps of descent on a loss of squares:

# %% tags=["demo"]
rng = np.random.default_rng(10)
x, true_w = rng.normal(size=(4, 12, 12, 2)), rng.normal(size=(3, 3, 2, 3))
wanted, w = keras_conv2d(x, true_w, np.zeros(3)), np.zeros((3, 3, 2, 3))
for step in range(4):
    difference = keras_conv2d(x, w, np.zeros(3)) - wanted
    print(f"step {step}: mean square {np.mean(difference**2):.2f}")
    w -= 0.3 * conv2d_backward(x, w, 2 * difference / difference[..., 0].size)[1]

# %% [markdown]
# ## 12. A question in words (3 points)
#
# **Why do convolutional layers share their weights over all positions?** Write five to ten sentences in
# the cell below. Say what is gained, with at least one number from this lab. Say what is assumed about
# pictures. Name one kind of picture or task for which the assumption does not hold, and what goes wrong
# there.

# %% [markdown] nbgrader={"grade": true, "grade_id": "why_share_weights", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** Sharing makes the number of weights independent of the picture's size: six 5 x 5
# kernels over three channels need 456 numbers, where a dense layer on a 443 x 592 picture needs more
# than 600 thousand million. Fewer weights need less memory and fewer examples. A pattern learned in one place
# is found in every other place, and when the picture shifts, the result shifts along. The assumption is that
# the same small patterns are worth finding everywhere: the statistics of pictures do not depend on the
# position. It fails where position carries meaning. In passport photographs the eyes are always in the same
# place; a layer with weights of its own for each position can specialise, a shared one cannot. A shared
# layer cannot say where it is, except near the border.
#
# **Rubric.** 1 point: a gain, with a number that fits (weights, memory, examples). 1 point: the assumption, or
# its consequence: the same pattern anywhere, shift equivariance. 1 point: a case where it fails, with the
# reason.

# %% [markdown]
# ## What to remember
#
# - A unit of a convolutional layer sees a small window; all units of a channel share one kernel.
# - Layers of Keras compute cross-correlation. Convolution proper flips the kernel along both axes.
# - A valid output has the size $n - k + 1$ along each axis.
# - A filter sums over all input channels and adds one bias. A layer has one filter for each output channel.
# - A loop over kernel entries with large slices is fast; a loop over pixels is slow.
# - Kernels can be designed or learned. Learning is quick when the inputs have mean 0 and similar scale.
# - Two filters without an activation between them are one filter.
# - Shift the picture, and the result shifts along.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025, slides 2-16.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document recognition*,
#   Proceedings of the IEEE 86, 1998: LeNet-5, seven levels, trained on handwritten digits.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapter 9, <https://www.deeplearningbook.org>.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
# - Photographs: scikit-image's *camera* and *chelsea*.
