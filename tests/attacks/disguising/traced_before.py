"""Does a TensorFlow function that was traced before the check pass as by hand?"""

layer = tf.function(lambda x, w: tf.nn.conv2d(x, w, 1, "VALID")).get_concrete_function(
    tf.TensorSpec((None, None, None, 1), tf.float64), tf.TensorSpec((None, None, 1, 1), tf.float64)
)


def correlate2d(image, kernel):
    x = tf.constant(image.astype(float)[None, :, :, None])
    return layer(x, tf.constant(kernel.astype(float)[:, :, None, None]))[0, :, :, 0].numpy()
