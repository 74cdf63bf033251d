def learn_kernel(image, target, size, steps):
    pixels = image.astype(float) - image.mean()
    power = np.mean(pixels**2)
    height, width = target.shape
    patches = tf.constant(
        np.stack(
            [
                pixels[a : a + height, b : b + width].ravel()
                for a in range(size)
                for b in range(size)
            ],
            axis=1,
        )
    )
    wanted = tf.constant((target - target.mean()).ravel())
    kernel = tf.Variable(tf.random.normal((size * size,), dtype=tf.float64))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            guess = tf.linalg.matvec(patches, kernel)
            loss = tf.reduce_mean((guess - tf.reduce_mean(guess) - wanted) ** 2) / power
        kernel.assign_sub(0.4 / size * tape.gradient(loss, kernel))
    return kernel.numpy().reshape(size, size)
