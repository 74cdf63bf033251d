def octaves(model, layer_name, filter_index, sizes, steps, seed):
    part = before_activation(model, layer_name)
    rng = np.random.default_rng(seed)
    u = 20 * rng.random((1, sizes[0], sizes[0], 3)).astype(np.float32) - 10
    for side in list(sizes):
        u = keras.ops.image.resize(u, (side, side), interpolation="bilinear")
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(u)
                loss = keras.ops.mean(part(u)[0, 2:-2, 2:-2, filter_index])
            slope = tape.gradient(loss, u)
            u = u + tf.math.divide_no_nan(slope, tf.sqrt(tf.reduce_mean(slope**2)))
    return np.array(u[0])
