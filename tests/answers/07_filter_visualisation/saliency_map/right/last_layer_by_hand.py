def saliency_map(model, image, class_index):
    last = model.layers[-1]
    below = keras.Model(model.inputs[0], last.input)
    with tf.GradientTape() as tape:
        x = tf.constant(image[None], dtype=tf.float32)
        tape.watch(x)
        row = below(x)
        if last.weights:
            row = row @ last.kernel + last.bias
        score = row[0, class_index]
    return np.max(np.abs(tape.gradient(score, x).numpy()), axis=3)[0]
