def learn_kernel(image, target, size, steps):
    scale = float(image.std())
    x = ((image - image.mean()) / scale)[None, :, :, None].astype("float32")
    t = ((target - target.mean()) / scale)[None, :, :, None].astype("float32")
    layer = keras.layers.Conv2D(1, size)
    layer.build(x.shape)
    optimizer = keras.optimizers.SGD(0.4 / size, momentum=0.6, nesterov=True)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(layer(x) - t))
        optimizer.apply(tape.gradient(loss, layer.trainable_weights), layer.trainable_weights)
    return layer.get_weights()[0][:, :, 0, 0]
