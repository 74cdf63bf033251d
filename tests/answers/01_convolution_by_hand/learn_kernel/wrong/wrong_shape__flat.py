def learn_kernel(image, target, size, steps):
    scale = image.std()
    pixels = tf.constant((image - image.mean()) / scale, tf.float32)[None, :, :, None]
    wanted = tf.constant((target - target.mean()) / scale, tf.float32)
    kernel = tf.Variable(tf.zeros((size, size, 1, 1)))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            guess = tf.nn.conv2d(pixels, kernel, 1, "VALID")[0, :, :, 0]
            loss = tf.reduce_mean((guess - tf.reduce_mean(guess) - wanted) ** 2)
        kernel.assign_sub(0.9 / size**2 * tape.gradient(loss, kernel))
    return kernel.numpy().ravel()
