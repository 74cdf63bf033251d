# ---
# jupyter:
#   cnnlabs:
#     title: LAB_TITLE
#     minutes: 30
#     prerequisites: NumPy arrays and slices
#     points: 4
#     bonus: 2
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab LAB_NUMBER: LAB_TITLE
#
# The mean of a small window is the simplest thing that one can ask of a picture. In this lab you compute
# it at one place, make a smoother picture of it, and then do all places at once.
#
# **You will be able to**
# - cut a window out of a picture and take its mean;
# - say what smoothing does to noise and to edges;
# - compute all means of a picture without a loop over its pixels.
#
# **Before you start**: you can index and slice NumPy arrays.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first. Pictures are arrays of shape (height, width).

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw  # first: it keeps TensorFlow's start-up quiet

import numpy as np
import scipy.ndimage
import scipy.signal

# %% [markdown]
# ## 1. The mean of a window
#
# A window of height $2 h_1 + 1$ and width $2 h_2 + 1$ lies with its centre on row $i$ and column $j$ of a
# picture $u$. Its mean is
#
# $$m_{i,j} = \frac{1}{(2 h_1 + 1)(2 h_2 + 1)} \sum_{a=-h_1}^{h_1} \; \sum_{b=-h_2}^{h_2} u_{i+a,\,j+b}$$
#
# Here is one window of 3 x 3 on a picture with one bright pixel.

# %% tags=["demo"]
spot = np.array([[1, 2, 1, 0, 1], [2, 19, 2, 1, 0], [1, 2, 6, 1, 2], [0, 1, 2, 1, 0]])
draw.sweep_frame(
    spot,
    (3, 3),
    0,
    0,
    operation="average",
    alt="A picture of 4 by 5 numbers with a window of 3 by 3 over its top left corner. The mean of the nine "
    "numbers, one of which is 19, is written out: 4.",
)

# %% [markdown]
# And here is the window on its way over the whole picture.

# %% tags=["demo"]
draw.sweep(
    spot,
    (3, 3),
    operation="average",
    alt="Animation: a window of 3 by 3 visits the six positions where it fits into the picture of 4 by 5 "
    "numbers. At each stop the mean of its nine numbers enters the output of 2 by 3.",
)

# %% [markdown]
# ### Exercise 1: one mean (2 points)
#
# Write `window_mean(image, row, col, size)`. `image` is (height, width); `size` is the window's
# (height, width), two odd numbers that may differ. The window is centred at (`row`, `col`) and lies inside
# the picture. Return its mean, a `float`. The input must not change.
#
# <details><summary>Hint 1</summary>
#
# Where does the window begin when its middle is at `row` and its height is 3? When its height is 5?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Cut the window out of the picture with two slices. The second number of a slice is the first one that
# is left out.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "window_mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
def window_mean(image, row, col, size):
    """Return the mean of the window of (height, width) size that is centred at (row, col): a float."""
    ### BEGIN SOLUTION
    up, left = size[0] // 2, size[1] // 2
    window = image[row - up : row + up + 1, col - left : col + left + 1]
    return float(window.mean())
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_window_mean", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def mean_from(image, row, col, size):
    """Return one entry of SciPy's means in float64."""
    return float(scipy.ndimage.uniform_filter(image.astype(float), size)[row, col])


mean_mistakes = {
    "sum_for_mean": lambda image, row, col, size: (
        mean_from(image, row, col, size) * size[0] * size[1]
    ),
    "max_returned": lambda image, row, col, size: float(
        scipy.ndimage.maximum_filter(image, size)[row, col]
    ),
    "corner": lambda image, row, col, size: mean_from(
        image, row + size[0] // 2, col + size[1] // 2, size
    ),
    "row_col_swapped": lambda image, row, col, size: mean_from(image, col, row, size),
    "counts_from_one": lambda image, row, col, size: mean_from(image, row - 1, col - 1, size),
    "pool_axes_swapped": lambda image, row, col, size: mean_from(image, row, col, size[::-1]),
    "square_only": check.either(
        lambda image, row, col, size: mean_from(image, row, col, (size[0], size[0])),
        lambda image, row, col, size: mean_from(image, row, col, (size[1], size[1])),
    ),
    "integer_division": lambda image, row, col, size: float(
        np.floor(mean_from(image, row, col, size) + 1e-9)
    ),
}
# Pictures of fractions and of bytes, and windows whose sides differ.
rng = np.random.default_rng(1)
for size in [(3, 3), (3, 5), (5, 1)]:
    for image in (rng.normal(size=(12, 13)), rng.integers(100, 256, (12, 13), dtype=np.uint8)):
        check.returns(
            window_mean, image, 4, 6, size,
            expected=mean_from(image, 4, 6, size), mistakes=mean_mistakes,
        )  # fmt: skip
# The bright pixel of the figure above.
spot_picture = np.array([[1, 2, 1, 0, 1], [2, 19, 2, 1, 0], [1, 2, 6, 1, 2], [0, 1, 2, 1, 0]])
check.returns(window_mean, spot_picture, 1, 1, (3, 3), expected=4.0, mistakes=mean_mistakes)
### BEGIN HIDDEN TESTS
for size, row, col in [((1, 1), 0, 12), ((7, 3), 8, 1), ((1, 5), 11, 2), ((11, 13), 6, 6)]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        image = rng.integers(0, 256, (12, 13)).astype(dtype)
        check.returns(
            window_mean, image, row, col, size,
            expected=mean_from(image, row, col, size), mistakes=mean_mistakes,
        )  # fmt: skip
### END HIDDEN TESTS

# %% [markdown]
# ## 2. On a photograph
#
# With your function at every pixel, a photograph becomes smooth. Noise goes, and edges become soft. Move the
# slider: the larger the window, the softer the picture.

# %% tags=["demo"]
camera = data.picture("camera", height=64)
noisy = np.clip(camera + np.random.default_rng(2).normal(scale=0.15, size=camera.shape), 0, 1)


def smoothed(side):
    """Draw the photograph, and the means of its windows of side x side pixels."""
    margin = side // 2
    means = [
        [window_mean(noisy, row, col, (side, side)) for col in range(margin, 64 - margin)]
        for row in range(margin, 64 - margin)
    ]
    return draw.responses_figure(noisy, {f"means of {side} x {side}": means}, signed=False)


draw.sliders(
    smoothed,
    {"side": (1, 11, 2, 3)},
    alt="A slider for the side of the window, set to 3, above a noisy photograph of a man with a camera and "
    "its means: there is less noise, and the edges are softer.",
)

# %% [markdown]
# A number for it: how far the picture is from the one without noise.

# %% tags=["demo"]
for side in (1, 3, 5, 9):
    means = np.array(
        [[window_mean(noisy, i, j, (side, side)) for j in range(4, 60)] for i in range(4, 60)]
    )
    distance = np.sqrt(np.mean((means - camera[4:60, 4:60]) ** 2))
    print(f"windows of {side} x {side}: {distance:.2f}")

# %% [markdown]
# A small window takes noise away. A large one takes the picture away with it.

# %% [markdown]
# ## 3. Bonus: all means at once (2 bonus points)
#
# A window whose numbers all count alike is a kernel with equal weights, which sum to 1. Where the whole
# kernel fits into the picture there is a mean: the result is *valid*.
#
# ### Exercise 2: all means
#
# Write `window_means(image, size)`: `image` is (height, width), `size` the window's (height, width), any two
# sizes that fit. Return a new float array (height - window height + 1, width - window width + 1), whose entry
# [0, 0] is the mean of the top left window.
#
# **By hand**: no function that convolves, correlates, pools, pads or filters. Slices, sums, loops and
# `sliding_window_view` are fine.
#
# <details><summary>Hint 1</summary>
#
# Do not visit the pixels of the result. Visit the entries of the window: each of them meets a large slice of
# the picture.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Add up these slices in an array of floats, and divide once, at the end. How many slices were there?
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "window_means", "locked": false, "schema_version": 3, "solution": true, "task": false}
def window_means(image, size):
    """Return the means of all windows of (height, width) size that fit into the picture."""
    ### BEGIN SOLUTION
    rows, cols = image.shape[0] - size[0] + 1, image.shape[1] - size[1] + 1
    total = np.zeros((rows, cols))
    for a in range(size[0]):
        for b in range(size[1]):
            total += image[a : a + rows, b : b + cols]
    return total / (size[0] * size[1])
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_window_means", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 2}
def means_from(image, size, mode="valid"):
    """Return SciPy's correlation with equal weights in float64."""
    weights = np.full(size, 1 / (size[0] * size[1]))
    return scipy.signal.correlate2d(image.astype(float), weights, mode)


def maxima_from(image, size):
    """Return the largest number of each window."""
    windows = np.lib.stride_tricks.sliding_window_view(image, size)
    return windows.max(axis=(2, 3)).astype(float)


means_mistakes = {
    "sum_for_mean": lambda image, size: means_from(image, size) * size[0] * size[1],
    "max_returned": maxima_from,
    "pool_axes_swapped": lambda image, size: means_from(image, size[::-1]),
    "square_only": check.either(
        lambda image, size: means_from(image, (size[0], size[0])),
        lambda image, size: means_from(image, (size[1], size[1])),
    ),
    "same_size": lambda image, size: means_from(image, size, "same"),
    "full_size": lambda image, size: means_from(image, size, "full"),
    "last_row_and_col_missing": lambda image, size: means_from(image, size)[:-1, :-1],
    "integer_division": lambda image, size: np.floor(means_from(image, size) + 1e-9),
}
rng = np.random.default_rng(3)
for size in [(3, 3), (3, 5), (2, 1)]:
    for image in (rng.normal(size=(9, 8)), rng.integers(100, 256, (9, 8), dtype=np.uint8)):
        check.returns(
            window_means, image, size, expected=means_from(image, size), mistakes=means_mistakes
        )
check.by_hand(window_means, rng.normal(size=(9, 8)), (3, 2))
### BEGIN HIDDEN TESTS
for size in [(1, 1), (9, 8), (1, 8), (4, 2)]:
    for dtype in (np.float64, np.float32, np.int64, np.uint8):
        image = rng.integers(0, 256, (9, 8)).astype(dtype)
        check.returns(
            window_means, image, size, expected=means_from(image, size), mistakes=means_mistakes
        )
check.by_hand(window_means, rng.integers(0, 9, (7, 10)), (2, 5))
### END HIDDEN TESTS

# %% [markdown]
# Fast enough for a larger photograph, with windows that are wide and low, and high and narrow:

# %% tags=["demo"]
large = data.picture("camera", height=200)
draw.responses(
    large,
    {"3 x 21": window_means(large, (3, 21)), "21 x 3": window_means(large, (21, 3))},
    alt="The photograph of the man with the camera, once smeared from side to side by windows of 3 by 21 "
    "pixels, once smeared up and down by windows of 21 by 3.",
    signed=False,
)

# %% [markdown]
# ## 4. A question in words (2 points)
#
# **What does the mean of a window do to noise, and what to an edge?** Write three to six sentences in the
# cell below. Give the reason for both.

# %% [markdown] nbgrader={"grade": true, "grade_id": "noise_and_edges", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** Noise is as often above as below the true value, so in a mean of many pixels most of it
# cancels: the mean of n independent pixels deviates less by a factor of the root of n. At an edge a window
# holds pixels of both sides, and its mean lies between them. So a step becomes a ramp as wide as the window,
# and details smaller than the window are lost.
#
# **Rubric.** 1 point: noise becomes smaller, because it cancels in a mean. 1 point: edges become soft,
# because a window there holds both sides.

# %% [markdown]
# ## What to remember
#
# - The mean of a window is a kernel with equal weights that sum to 1.
# - Smoothing takes noise away, and details smaller than the window with it.
# - A loop over the window's entries with large slices is fast; a loop over pixels is slow.
#
# ## References
#
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
# - Photograph: scikit-image's *camera*.
