def saliency_map(model, image, class_index):
    scores = before_activation(model, model.layers[-1].name)
    batch = tf.constant(image[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(batch)
        score = scores(batch)[0, class_index]
    gradient = tape.gradient(score, batch)[0].numpy()
    return np.abs(gradient).sum(axis=2)
