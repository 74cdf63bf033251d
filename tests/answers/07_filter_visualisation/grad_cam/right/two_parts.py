def grad_cam(model, image, class_index, layer_name):
    layer = model.get_layer(layer_name)
    logits = before_activation(model, model.layers[-1].name)
    below = keras.Model(model.inputs[0], layer.output)
    above = keras.Model(layer.output, logits.outputs[0])
    maps = below(image[None])
    with tf.GradientTape() as tape:
        tape.watch(maps)
        score = above(maps)[0, class_index]
    alpha = tape.gradient(score, maps).numpy().mean(axis=(0, 1, 2))
    cam = np.einsum("ijk,k->ij", maps.numpy()[0], alpha).clip(min=0)
    return cam / max(cam.max(), 1e-20)
