def maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed):
    extractor = before_activation(model, layer_name)
    rng = np.random.default_rng(seed)
    image = tf.constant(rng.normal(scale=3.0, size=(1, size, size, 3)), dtype=tf.float32)
    history = []
    for step in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(image)
            loss = tf.reduce_mean(extractor(image)[:, 2:-2, 2:-2, filter_index])
        g = tape.gradient(loss, image)
        g = tf.math.divide_no_nan(g, tf.sqrt(tf.reduce_mean(tf.square(g))))
        history.append(loss.numpy())
        image = image + step_size * g
    return image[0].numpy(), history
