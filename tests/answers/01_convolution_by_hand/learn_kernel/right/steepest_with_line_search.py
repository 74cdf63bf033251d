def learn_kernel(image, target, size, steps):
    scale = image.std()
    x = tf.constant((image - image.mean()) / scale, tf.float64)[None, :, :, None]
    t = tf.constant((target - target.mean()) / scale, tf.float64)[None, :, :, None]
    w = tf.Variable(tf.ones((size, size, 1, 1), tf.float64))

    def response(kernel):
        y = tf.nn.conv2d(x, kernel, 1, "VALID")
        return y - tf.reduce_mean(y)

    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((response(w) - t) ** 2)
        slope = tape.gradient(loss, w)
        curvature = tf.reduce_mean(response(slope) ** 2)
        if curvature < 1e-24:
            break
        w.assign_sub(slope * tf.reduce_sum(slope**2) / (2 * curvature))
    return w.numpy()[..., 0, 0]
