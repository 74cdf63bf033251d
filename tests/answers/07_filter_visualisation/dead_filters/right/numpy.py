def dead_filters(model, layer_name, images):
    part = keras.Model(model.inputs[0], model.get_layer(layer_name).output)
    outputs = np.asarray(part(images))
    return [int(k) for k in np.flatnonzero(~outputs.any(axis=(0, 1, 2)))]
