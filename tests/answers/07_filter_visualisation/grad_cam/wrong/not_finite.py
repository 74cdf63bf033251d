def grad_cam(model, image, class_index, layer_name):
    scores = before_activation(model, model.layers[-1].name)
    outputs = [model.get_layer(layer_name).output, scores.outputs[0]]
    both = keras.Model(model.inputs[0], outputs)
    with tf.GradientTape() as tape:
        maps, logits = both(tf.constant(image[None], tf.float32))
        score = logits[0, class_index]
    gradient = tape.gradient(score, maps)[0].numpy()
    maps = maps[0].numpy()
    weights = gradient.mean(axis=(0, 1))
    cam = (maps * weights).sum(axis=2)
    cam = np.maximum(cam, 0)
    with np.errstate(all="ignore"):
        cam = cam / cam.max()
    return cam
