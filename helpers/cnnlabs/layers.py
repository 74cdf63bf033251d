"""Ready-made layers, for the labs after the one in which a student writes them."""

import keras
import numpy as np


def conv2d(x, w, b):
    """Compute a convolutional layer at stride 1 without padding, by a call of Keras.

    Parameters
    ----------
    x : array_like
        Pictures (N, H, W, Cin), of any real type; computed in float64.
    w : array_like
        Kernels (kh, kw, Cin, Cout), not flipped.
    b : array_like
        Biases (Cout,).

    Returns
    -------
    ndarray
        (N, H - kh + 1, W - kw + 1, Cout) float64.

    Examples
    --------
    >>> import numpy as np
    >>> conv2d(np.ones((1, 4, 5, 3)), np.ones((2, 2, 3, 1)), [0.5])[0, 0, 0]
    array([12.5])
    """
    x, w, b = (np.asarray(array, dtype=np.float64) for array in (x, w, b))
    return np.asarray(keras.ops.conv(x, w, strides=1, padding="valid")) + b
