def total_variation(image):
    x = tf.cast(image, tf.float64)
    return tf.reduce_mean(tf.abs(x[1:] - x[:-1])) + tf.reduce_mean(tf.abs(x[:, 1:] - x[:, :-1]))


def jitter(image, shift):
    return tf.roll(image, shift=list(shift), axis=[0, 1])
