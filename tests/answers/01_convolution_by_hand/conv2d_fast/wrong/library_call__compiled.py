layer = tf.function(lambda x, w: tf.nn.conv2d(x, w, 1, "VALID"))


def conv2d_fast(x, w, b):
    return layer(tf.constant(x, tf.float64), tf.constant(w, tf.float64)) + b.astype(float)
