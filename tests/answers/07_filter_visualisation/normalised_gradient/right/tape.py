def normalised_gradient(extractor, image, filter_index):
    image = tf.convert_to_tensor(image)
    with tf.GradientTape() as tape:
        tape.watch(image)
        maps = extractor(image)
        loss = tf.reduce_mean(maps[:, 2:-2, 2:-2, filter_index])
    g = tape.gradient(loss, image).numpy()
    rms = np.sqrt((g**2).mean())
    return g / rms if rms > 0 else g
