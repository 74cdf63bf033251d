def conv2d_fast(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    rows = tf.transpose(tf.constant(windows), (1, 0, 2, 4, 5, 3))
    out = tf.map_fn(lambda row: tf.tensordot(row, tf.cast(w, tf.float64), axes=3), rows)
    return tf.transpose(out, (1, 0, 2, 3)) + b.astype(float)
