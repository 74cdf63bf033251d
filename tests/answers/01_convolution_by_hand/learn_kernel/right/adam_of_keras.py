def learn_kernel(image, target, size, steps):
    image = np.asarray(image, dtype=np.float32)
    scale = image.std()
    x = ((image - image.mean()) / scale)[None, :, :, None]
    t = np.asarray((target - target.mean()) / scale, dtype=np.float32)[None, :, :, None]
    spread = float(np.std(t)) / size
    w = tf.Variable(np.random.default_rng(0).normal(0, 0.1, (size, size, 1, 1)).astype(np.float32))
    b = tf.Variable(0.0)
    schedule = keras.optimizers.schedules.CosineDecay(0.1 * spread + 0.02, steps)
    optimizer = keras.optimizers.Adam(schedule, beta_2=0.9)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            guess = tf.nn.conv2d(x, w, 1, "VALID") + b
            loss = tf.reduce_mean(tf.square(guess - t))
        optimizer.apply_gradients(zip(tape.gradient(loss, [w, b]), [w, b]))
    return w.numpy().reshape(size, size)
