def saliency_map(model, image, class_index):
    logits = before_activation(model, model.layers[-1].name)
    x = tf.convert_to_tensor(image[np.newaxis].astype(np.float32))
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = tf.gather(logits(x)[0], class_index)
    g = tape.gradient(score, x).numpy()[0]
    return np.maximum(g.max(axis=2), -g.min(axis=2))
