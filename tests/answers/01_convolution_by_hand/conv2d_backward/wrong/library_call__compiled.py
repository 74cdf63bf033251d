@tf.function
def gradients_of(x, w, dy):
    b = tf.zeros(w.shape[3], tf.float64)
    y = tf.nn.conv2d(x, w, 1, "VALID") + b
    return tf.gradients(y, [x, w, b], grad_ys=dy)


def conv2d_backward(x, w, dy):
    return tuple(gradients_of(*(tf.constant(array, tf.float64) for array in (x, w, dy))))
