def normalised_gradient(extractor, image, filter_index):
    extractor.trainable = False
    picture = tf.convert_to_tensor(image, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(picture)
        maps = extractor(picture)
        loss = tf.reduce_mean(maps[0, 2:-2, 2:-2, filter_index])
    g = tape.gradient(loss, picture)
    return tf.math.divide_no_nan(g, tf.sqrt(tf.reduce_mean(tf.square(g))))
