def deprocess(image):
    x = tf.cast(image, tf.float64)
    x = 0.15 * tf.math.divide_no_nan(x - tf.reduce_mean(x), tf.math.reduce_std(x))
    return tf.clip_by_value(tf.reverse(x, axis=[2]) + 0.5, 0.0, 1.0)
