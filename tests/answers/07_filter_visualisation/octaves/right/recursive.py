def octaves(model, layer_name, filter_index, sizes, steps, seed):
    side = sizes[-1]
    if len(sizes) == 1:
        image = np.random.default_rng(seed).uniform(-5, 5, (side, side, 3)).astype(np.float32)
    else:
        smaller = octaves(model, layer_name, filter_index, sizes[:-1], steps, seed)
        image = tf.image.resize(smaller, (side, side)).numpy()
    extractor = before_activation(model, layer_name)
    for _ in range(steps):
        batch = tf.constant(image[None])
        with tf.GradientTape() as tape:
            tape.watch(batch)
            loss = tf.reduce_mean(extractor(batch)[0, 2:-2, 2:-2, filter_index])
        g = tape.gradient(loss, batch).numpy()[0]
        rms = np.sqrt(np.mean(g**2))
        image = image + (g / rms if rms > 0 else 0)
    return image
