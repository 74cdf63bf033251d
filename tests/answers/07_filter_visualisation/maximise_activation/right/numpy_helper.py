def maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed):
    part = before_activation(model, layer_name)

    def uphill(batch):
        batch = tf.constant(batch, tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(batch)
            value = tf.reduce_mean(part(batch)[0, 2:-2, 2:-2, filter_index])
        slope = tape.gradient(value, batch).numpy()
        length = np.sqrt(np.mean(slope**2))
        return float(value), slope / length if length else slope

    picture = np.random.default_rng(seed).uniform(-20, 20, (size, size, 3))
    losses = np.zeros(steps)
    for i in range(steps):
        losses[i], slope = uphill(picture[None])
        picture = picture + step_size * slope[0]
    return picture, losses
