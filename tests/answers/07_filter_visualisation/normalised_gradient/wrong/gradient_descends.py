def normalised_gradient(extractor, image, filter_index):
    picture = tf.constant(image, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(picture)
        maps = extractor(picture)
        loss = -tf.reduce_mean(maps[0, 2:-2, 2:-2, filter_index])
    gradient = tape.gradient(loss, picture)
    root = tf.sqrt(tf.reduce_mean(gradient**2))
    return tf.math.divide_no_nan(gradient, root).numpy()
