def grad_cam(model, image, class_index, layer_name):
    last = before_activation(model, model.layers[-1].name).outputs[0]
    both = keras.Model(model.inputs[0], {"a": model.get_layer(layer_name).output, "z": last})
    batch = image[np.newaxis].astype("float32")
    with tf.GradientTape() as tape:
        answer = both(batch)
        score = answer["z"][0, class_index]
    slopes = tape.gradient(score, answer["a"]).numpy()[0]
    maps = answer["a"].numpy()[0]
    cam = np.zeros(maps.shape[:2])
    for k in range(maps.shape[2]):
        cam += slopes[:, :, k].mean() * maps[:, :, k]
    cam[cam < 0] = 0
    if cam.any():
        cam /= cam.max()
    return cam
