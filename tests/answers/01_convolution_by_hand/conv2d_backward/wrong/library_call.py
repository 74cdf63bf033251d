def conv2d_backward(x, w, dy):
    x, w, dy = (tf.constant(array, tf.float64) for array in (x, w, dy))
    b = tf.zeros(w.shape[3], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = tf.nn.conv2d(x, w, 1, "VALID") + b
    return tuple(tape.gradient(y, [x, w, b], output_gradients=dy))
