def shift_stability(pool_function, image, shifts):
    still = tf.cast(pool_function(image), tf.float32)
    changes = [
        tf.norm(tf.cast(pool_function(np.roll(image, int(s), axis=1)), tf.float32) - still)
        for s in shifts
    ]
    return float(tf.reduce_mean(changes) / tf.norm(still))
