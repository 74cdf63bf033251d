def sharpen_kernel():
    return tf.constant([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], tf.float32)


def box_kernel(size):
    return tf.fill((size, size), 1 / tf.cast(size * size, tf.float64))


def sobel_kernels():
    gx = tf.constant([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    return gx, tf.transpose(gx)
