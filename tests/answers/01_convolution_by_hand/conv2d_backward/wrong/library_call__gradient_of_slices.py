def conv2d_backward(x, w, dy):
    x, w, dy = (tf.constant(array, tf.float64) for array in (x, w, dy))
    b = tf.zeros(w.shape[3], tf.float64)
    rows, cols = dy.shape[1:3]
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = b
        for a, c in np.ndindex(*w.shape[:2]):
            y += x[:, a : a + rows, c : c + cols] @ w[a, c]
        total = tf.reduce_sum(y * dy)
    return tuple(tape.gradient(total, [x, w, b]))
