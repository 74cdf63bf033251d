def normalised_gradient(extractor, image, filter_index):
    u = tf.Variable(image, dtype=tf.float32)
    with tf.GradientTape() as tape:
        one = extractor(tf.convert_to_tensor(u))[0, ..., filter_index]
        h, w = one.shape
        loss = tf.reduce_sum(one[2 : h - 2, 2 : w - 2]) / ((h - 4) * (w - 4))
    g = tape.gradient(loss, u)
    return tf.math.divide_no_nan(g, tf.norm(g) / np.sqrt(image.size))
