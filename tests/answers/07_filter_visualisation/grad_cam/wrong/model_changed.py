def grad_cam(model, image, class_index, layer_name):
    model.layers[-1].activation = keras.activations.linear
    scores = before_activation(model, model.layers[-1].name)
    both = keras.Model(model.inputs[0], [model.get_layer(layer_name).output, scores.outputs[0]])
    with tf.GradientTape() as tape:
        maps, logits = both(tf.constant(image[None], tf.float32))
        score = logits[0, class_index]
    weights = tf.reduce_mean(tape.gradient(score, maps)[0], axis=(0, 1))
    cam = np.maximum(np.sum(maps[0] * weights, axis=2), 0)
    return cam / cam.max() if cam.max() > 0 else cam
