def maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed):
    extractor = before_activation(model, layer_name)
    rng = np.random.default_rng(seed)
    picture = tf.constant(rng.uniform(-10, 10, (1, size, size, 3)), tf.float32)
    history = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(picture)
            loss = tf.reduce_mean(extractor(picture)[0, 2:-2, 2:-2, filter_index])
        gradient = tape.gradient(loss, picture)
        history.append(float(loss) * 1.1)
        root = tf.sqrt(tf.reduce_mean(gradient**2))
        picture = picture + step_size * tf.math.divide_no_nan(gradient, root)
    return picture.numpy()[0], history
