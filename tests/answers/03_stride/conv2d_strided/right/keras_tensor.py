def conv2d_strided(x, w, b, strides, padding):
    x, w, b = (tf.cast(array, tf.float32) for array in (x, w, b))
    return tf.nn.conv2d(x, w, [1, strides[0], strides[1], 1], padding.upper()) + b
