"""Does TensorFlow's operation, executed past its Python, pass as by hand?"""

from functools import partial

from tensorflow.python import pywrap_tfe
from tensorflow.python.eager import context

execute = partial(pywrap_tfe.TFE_Py_Execute)


def correlate2d(image, kernel):
    context.ensure_initialized()
    kind = tf.float64.as_datatype_enum
    x = tf.constant(image.astype(float)[None, :, :, None])
    w = tf.constant(kernel.astype(float)[:, :, None, None])
    (y,) = execute(
        context.context()._handle, None, "Conv2D", [x, w],
        ("T", kind, "strides", [1, 1, 1, 1], "padding", b"VALID"), 1,
    )  # fmt: skip
    return y.numpy()[0, :, :, 0]
