def octaves(model, layer_name, filter_index, sizes, steps, seed):
    extractor = before_activation(model, layer_name)
    first = sizes[0]
    image = tf.constant(np.random.default_rng(seed).normal(0, 4, (1, first, first, 3)), tf.float32)
    for number, side in enumerate(sizes):
        if number > 0:
            image = tf.image.resize(image, [side, side], method="bilinear")
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(image)
                loss = tf.reduce_mean(extractor(image)[0, 2:-2, 2:-2, filter_index])
            g = tape.gradient(loss, image)
            image = image + tf.math.divide_no_nan(g, tf.sqrt(tf.reduce_mean(g**2)))
    return image[0].numpy()
