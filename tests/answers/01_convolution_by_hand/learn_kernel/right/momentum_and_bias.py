def learn_kernel(image, target, size, steps):
    mean, scale = float(np.mean(image)), float(np.std(image))
    x = tf.constant((image.astype(float) - mean) / scale, tf.float64)[None, :, :, None]
    t = tf.constant(target / scale, tf.float64)[None, :, :, None]
    w = tf.Variable(tf.zeros((size, size, 1, 1), tf.float64))
    b = tf.Variable(tf.reduce_mean(t))
    speed_w, speed_b = tf.zeros_like(w), tf.zeros_like(b)
    rate = 0.3 / size**1.5
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.nn.conv2d(x, w, 1, "VALID") + b - t) ** 2)
        dw, db = tape.gradient(loss, [w, b])
        speed_w = 0.8 * speed_w + dw
        speed_b = 0.8 * speed_b + db
        w.assign_sub(rate * speed_w)
        b.assign_sub(rate * speed_b)
    return w.numpy()[..., 0, 0]
