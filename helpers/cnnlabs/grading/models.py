"""Keras models as data: a description of their layers, and their weights; nothing is ever loaded.

Only layers of Keras' own cross, by a table of what each needs. A model of up to 64 MB crosses with its
weights. A larger one is described: it has its shapes, names and counts, and refuses to compute.
"""

import math

import keras
import numpy as np
from keras.src.backend.common.variables import initialize_all_variables

from cnnlabs.grading.values import Unsendable, WireError

WEIGHT_BYTES = 48 << 20
LARGEST = 200_000_000  # weights, and units, of a layer
LAYERS = 400

_CONV = (
    "filters",
    "kernel_size",
    "strides",
    "padding",
    "dilation_rate",
    "groups",
    "use_bias",
    "activation",
)
_DEPTHWISE = (
    "kernel_size",
    "strides",
    "padding",
    "depth_multiplier",
    "dilation_rate",
    "use_bias",
    "activation",
)
_POOL = ("pool_size", "strides", "padding")
FIELDS = {
    "Conv1D": _CONV,
    "Conv2D": _CONV,
    "Conv2DTranspose": tuple(name for name in _CONV if name != "groups"),
    "DepthwiseConv2D": _DEPTHWISE,
    "SeparableConv2D": ("filters", *_DEPTHWISE),
    "Dense": ("units", "use_bias", "activation"),
    "MaxPooling2D": _POOL,
    "AveragePooling2D": _POOL,
    "GlobalAveragePooling2D": ("keepdims",),
    "GlobalMaxPooling2D": ("keepdims",),
    "BatchNormalization": ("axis", "momentum", "epsilon", "center", "scale"),
    "LayerNormalization": ("axis", "epsilon", "center", "scale"),
    "GroupNormalization": ("groups", "axis", "epsilon", "center", "scale"),
    "Activation": ("activation",),
    "ReLU": ("max_value", "negative_slope", "threshold"),
    "LeakyReLU": ("negative_slope",),
    "ELU": ("alpha",),
    "PReLU": ("shared_axes",),
    "Softmax": ("axis",),
    "Flatten": (),
    "Reshape": ("target_shape",),
    "Permute": ("dims",),
    "Dropout": ("rate",),
    "SpatialDropout2D": ("rate",),
    "GaussianNoise": ("stddev",),
    "ZeroPadding2D": ("padding",),
    "Cropping2D": ("cropping",),
    "UpSampling2D": ("size", "interpolation"),
    "Rescaling": ("scale", "offset"),
    "Add": (),
    "Subtract": (),
    "Multiply": (),
    "Average": (),
    "Maximum": (),
    "Concatenate": ("axis",),
}
"""The layers that cross, and the arguments of each that do."""

ACTIVATIONS = (
    "elu", "exponential", "gelu", "leaky_relu", "linear", "mish", "relu", "relu6", "selu", "sigmoid",
    "silu", "softmax", "softplus", "softsign", "swish", "tanh",
)  # fmt: skip


def record():
    """Return an empty record of a training, as Keras' `fit` returns one."""
    return keras.callbacks.History()


def described(model):
    """Describe a model of Keras' own layers.

    Parameters
    ----------
    model : keras.Model
        Functional or sequential, built.

    Returns
    -------
    dict
        Plain values and arrays, as `rebuilt` takes them.

    Raises
    ------
    Unsendable
        When a part of it is not of Keras' own layers; the message names it.
    """
    if isinstance(model, keras.Sequential):
        if not model.built:
            raise Unsendable("the model has no input shape: begin it with keras.Input(shape)")
        functional = model._functional
    else:
        functional = model
    if type(functional).__name__ != "Functional" or type(model) not in (
        keras.Sequential, keras.Model, type(functional),
    ):  # fmt: skip
        raise Unsendable(
            "a model must be made of keras.Input and layers of Keras, without a class of its own"
        )
    config = functional.get_config()
    if len(functional.operations) != len(functional.layers):
        raise Unsendable(
            "the model computes with tensors outside of its layers; use layers of Keras"
        )
    layers = [_described(functional.get_layer(each["name"]), each) for each in config["layers"]]
    light = sum(4 * math.prod(weight.shape) for weight in model.weights) <= WEIGHT_BYTES
    return {
        "name": model.name,
        "layers": layers,
        "inputs": _names(config["input_layers"]),
        "outputs": _names(config["output_layers"]),
        "weights": model.get_weights() if light else None,
    }


def _names(sent):
    """Return the layers' names of `get_config`: one entry, or a list of them."""
    single = sent and isinstance(sent[0], str)
    return [entry[0] for entry in ([sent] if single else sent)]


def _described(layer, config):
    kind, settings = type(layer).__name__, config["config"]
    if getattr(keras.layers, kind, None) is not type(layer) or kind not in (*FIELDS, "InputLayer"):
        raise Unsendable(
            f"the layer {layer.name!r} is a {kind}, which is not one of Keras' plain layers"
        )
    if kind == "InputLayer":
        shape = list(settings["batch_shape"])
        return {"kind": kind, "name": layer.name, "shape": shape[1:], "from": []}
    if len(config["inbound_nodes"]) != 1:
        raise Unsendable(f"the layer {layer.name!r} is used more than once")
    settings = {name: settings.get(name) for name in FIELDS[kind]}
    if "activation" in settings and settings["activation"] not in ACTIVATIONS:
        raise Unsendable(f"the activation of {layer.name!r} must be named, like 'relu'")
    return {
        "kind": kind,
        "name": layer.name,
        "settings": settings,
        "trainable": bool(layer.trainable),
        "from": _inbound(config["inbound_nodes"][0]["args"]),
    }


def _inbound(args):
    found = []
    for arg in args:
        for one in arg if isinstance(arg, list | tuple) else [arg]:
            if isinstance(one, dict) and one.get("class_name") == "__keras_tensor__":
                found.append(one["config"]["keras_history"][0])
    return found


def rebuilt(sent):
    """Build a model from its description, which may be anything: it comes from the other side.

    Raises
    ------
    WireError
        When it is not a description of a model that can be built.
    """
    try:
        return _rebuilt(sent)
    except WireError:
        raise
    except Exception as error:  # Keras refuses settings in many ways
        raise WireError(f"a model cannot be built: {type(error).__name__}") from None
    finally:
        _forget_uninitialised()


def _rebuilt(sent):
    weights = sent["weights"]
    # Built without memory for its weights first: how many they are is for the other side to say.
    with keras.StatelessScope(initialize_variables=False):
        model = _connected(sent)
    if weights is None:
        model.call = _refuse
        return model
    if [weight.shape for weight in model.weights] != [weight.shape for weight in weights]:
        raise WireError("a model's weights are not those of its layers")
    initialize_all_variables()
    model.set_weights(weights)
    return model


def _connected(sent):
    """Build the layers and connect them."""
    layers, outputs = sent["layers"], {}
    if not 0 < len(layers) <= LAYERS:
        raise WireError("a model has too many layers")
    for layer in layers:
        if layer["kind"] == "InputLayer":
            outputs[layer["name"]] = keras.Input(tuple(layer["shape"]), name=layer["name"])
            continue
        made = _layer(layer)
        before = [outputs[name] for name in layer["from"]]
        output = made(before[0] if len(before) == 1 else before)
        if math.prod(side or 1 for side in output.shape) > LARGEST:
            raise WireError("a layer has too many units")
        if made.count_params() > LARGEST:
            raise WireError("a layer has too many weights")
        outputs[layer["name"]] = output
    inputs, ends = ([outputs[name] for name in sent[kind]] for kind in ("inputs", "outputs"))
    return keras.Model(_one(inputs), _one(ends), name=sent["name"])


def _layer(sent):
    kind = sent["kind"]
    if kind not in FIELDS or set(sent["settings"]) - set(FIELDS[kind]):
        raise WireError("a layer is unknown")
    settings = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in sent["settings"].items()
        if value is not None
    }
    if settings.get("activation", "linear") not in ACTIVATIONS:
        raise WireError("an activation is unknown")
    if _weights_asked(settings) > LARGEST:
        raise WireError("a layer is too large")
    return getattr(keras.layers, kind)(
        **settings, name=sent["name"], trainable=bool(sent["trainable"])
    )


def _weights_asked(settings):
    """Return a bound on one axis of what the settings ask for, before anything is built."""
    numbers = [value for value in settings.values() if type(value) is int]
    return max(map(abs, numbers), default=0)


def _one(values):
    return values[0] if len(values) == 1 else values


def _refuse(*args, **options):
    raise ValueError("this model is too large to be run here: only its description was sent")


def _forget_uninitialised():
    """Empty Keras' list of variables that wait for a value: these never get one."""
    keras.src.backend.common.global_state.set_global_attribute("uninitialized_variables", [])


def same(one, other):
    """Whether two descriptions tell of the same model, weights included."""
    plain = [{**each, "weights": None} for each in (one, other)]
    weights = [each["weights"] or [] for each in (one, other)]
    return plain[0] == plain[1] and all(map(np.array_equal, *weights))


def follow(model, other):
    """Give a model what became of it on the other side: weights, activations, what is trainable.

    A student's function must not change a model that it is passed; so a test cell sees if it did.

    Parameters
    ----------
    model, other : keras.Model
    """
    described_only = other.call is _refuse  # it has no weights to give
    if not described_only and [w.shape for w in model.weights] == [w.shape for w in other.weights]:
        model.set_weights(other.get_weights())
    changed = {layer.name: layer for layer in other.layers}
    for layer in model.layers:
        if layer.name in changed:
            layer.trainable = changed[layer.name].trainable
            if hasattr(layer, "activation"):
                layer.activation = changed[layer.name].activation
