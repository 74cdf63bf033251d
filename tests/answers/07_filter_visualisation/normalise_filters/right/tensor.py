def normalise_filters(w):
    w = tf.cast(w, tf.float64)
    low = tf.reduce_min(w, axis=[0, 1, 2])
    spread = tf.reduce_max(w, axis=[0, 1, 2]) - low
    return tf.where(
        spread > 0, tf.math.divide_no_nan(w - low, spread), tf.constant(0.5, tf.float64)
    )
