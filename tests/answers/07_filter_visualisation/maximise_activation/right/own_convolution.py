def maximise_activation(model, layer_name, filter_index, size, steps, step_size, seed):
    layer = model.get_layer(layer_name)
    below = keras.Model(model.inputs[0], layer.input)
    kernel, bias = layer.get_weights()
    picture = tf.Variable(
        np.random.default_rng(seed).integers(-9, 10, (1, size, size, 3)), dtype=tf.float32
    )
    history = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            maps = tf.nn.conv2d(below(picture + 0.0), kernel, 1, layer.padding.upper()) + bias
            loss = tf.reduce_mean(maps[0, 2:-2, 2:-2, filter_index])
        g = tape.gradient(loss, picture)
        history += [float(loss)]
        if tf.reduce_any(g != 0):
            picture.assign_add(step_size * g / tf.sqrt(tf.reduce_mean(g * g)))
    return picture.numpy()[0], history
