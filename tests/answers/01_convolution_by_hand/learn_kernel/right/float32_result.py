def learn_kernel(image, target, size, steps):
    scale = float(image.std())
    x = tf.cast((image - image.mean()) / scale, tf.float32)[None, ..., None]
    t = tf.cast((target - target.mean()) / scale, tf.float32)[None, ..., None]
    w = tf.Variable(tf.ones((size, size, 1, 1)))
    optimizer = keras.optimizers.SGD(0.5 / size, momentum=0.5)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = tf.nn.conv2d(x, w, 1, "VALID")
            y -= tf.reduce_mean(y)
            loss = tf.reduce_mean((y - t) ** 2)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return w[:, :, 0, 0]
