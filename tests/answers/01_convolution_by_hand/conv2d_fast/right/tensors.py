def conv2d_fast(x, w, b):
    x, w, b = (tf.cast(array, tf.float64) for array in (x, w, b))
    height, width = x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1
    parts = [
        tf.tensordot(x[:, a : a + height, c : c + width], w[a, c], 1)
        for a in range(w.shape[0])
        for c in range(w.shape[1])
    ]
    return tf.add_n(parts) + b
