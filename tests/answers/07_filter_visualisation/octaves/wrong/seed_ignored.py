def octaves(model, layer_name, filter_index, sizes, steps, seed):
    extractor = before_activation(model, layer_name)
    rng = np.random.default_rng(1)
    start = tf.constant(rng.uniform(-10, 10, (1, sizes[0], sizes[0], 3)), tf.float32)
    picture = start
    for side in sizes:
        picture = tf.image.resize(picture, (side, side))
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(picture)
                loss = tf.reduce_mean(extractor(picture)[0, 2:-2, 2:-2, filter_index])
            gradient = tape.gradient(loss, picture)
            root = tf.sqrt(tf.reduce_mean(gradient**2))
            picture += tf.math.divide_no_nan(gradient, root)
    return picture.numpy()[0]
