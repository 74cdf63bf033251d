def normalised_gradient(extractor, image, filter_index):
    batch = tf.constant(image, dtype="float32")
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(batch)
        maps = extractor(batch)
    chosen = np.zeros(maps.shape, dtype=np.float32)
    chosen[0, 2:-2, 2:-2, filter_index] = 1
    g = np.asarray(tape.gradient(maps, batch, output_gradients=tf.constant(chosen)), dtype=float)
    size = np.linalg.norm(g) / g.size**0.5
    return g / size if size else np.zeros_like(g)
