def learn_kernel(image, target, size, steps):
    scale = image.std()
    x = tf.constant((image - image.mean()) / scale, tf.float32)[None, :, :, None]
    t = tf.constant(target / scale, tf.float32)[None, :, :, None]
    kernel = tf.Variable(tf.random.normal((size, size, 1, 1)))
    bias = tf.Variable(0.0)
    optimizer = keras.optimizers.Adam(0.1)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.nn.conv2d(x, kernel, 1, "VALID") + bias - t) ** 2)
        gradients = tape.gradient(loss, [kernel, bias])
        optimizer.apply_gradients(zip(gradients, [kernel, bias], strict=True))
    return kernel.numpy()[:, :, 0, 0]
