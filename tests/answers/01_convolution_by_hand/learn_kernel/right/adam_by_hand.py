def learn_kernel(image, target, size, steps):
    scale = image.std()
    x = tf.constant((image - image.mean()) / scale, tf.float32)[None, :, :, None]
    t = tf.constant((target - target.mean()) / scale, tf.float32)[None, :, :, None]
    w = tf.Variable(tf.zeros((size, size, 1, 1)))
    first = second = tf.zeros((size, size, 1, 1))
    for step in range(1, steps + 1):
        with tf.GradientTape() as tape:
            y = tf.nn.conv2d(x, w, 1, "VALID")
            loss = tf.reduce_mean((y - tf.reduce_mean(y) - t) ** 2)
        slope = tape.gradient(loss, w)
        first = 0.8 * first + 0.2 * slope
        second = 0.9 * second + 0.1 * slope**2
        rate = 0.3 * (1 - (step - 1) / steps)
        w.assign_sub(rate * (first / (1 - 0.8**step)) / (tf.sqrt(second / (1 - 0.9**step)) + 1e-7))
    return w.numpy()[:, :, 0, 0]
