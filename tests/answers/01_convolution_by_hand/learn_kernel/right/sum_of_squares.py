def learn_kernel(image, target, size, steps):
    image = image.astype(np.float64)
    image = image - image.mean()
    target = target - target.mean()
    size_of_step = 0.45 / size / np.sum(image**2)
    x, t = tf.constant(image[None, :, :, None]), tf.constant(target)
    w = tf.Variable(np.random.normal(size=(size, size, 1, 1)))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = tf.nn.conv2d(x, w, 1, "VALID")[0, :, :, 0]
            loss = tf.reduce_sum((y - tf.reduce_mean(y) - t) ** 2)
        w.assign_sub(size_of_step * tape.gradient(loss, w))
    return w.numpy().reshape(size, size)
