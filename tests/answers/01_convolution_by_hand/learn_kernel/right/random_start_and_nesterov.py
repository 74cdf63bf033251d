def learn_kernel(image, target, size, steps):
    rng = np.random.default_rng()
    scale = np.std(image)
    pixels = (image - np.mean(image)) / scale
    windows = np.lib.stride_tricks.sliding_window_view(pixels, (size, size))
    windows = tf.constant(windows - windows.mean(axis=(0, 1)))
    wanted = tf.constant((target - np.mean(target)) / scale)
    kernel, speed = tf.constant(rng.normal(size=(size, size))), tf.zeros((size, size), tf.float64)
    for _ in range(steps):
        ahead = kernel + 0.5 * speed
        with tf.GradientTape() as tape:
            tape.watch(ahead)
            error = tf.reduce_mean((tf.einsum("ijab,ab->ij", windows, ahead) - wanted) ** 2)
        speed = 0.5 * speed - 0.5 / size * tape.gradient(error, ahead)
        kernel += speed
    return kernel
