def average_as_convolution(pool, channels):
    return tf.fill([pool[0], pool[1], channels, 1], 1.0 / (pool[0] * pool[1]))
