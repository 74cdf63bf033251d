def dead_filters(model, layer_name, images):
    part = keras.Model(model.inputs[0], model.get_layer(layer_name).output)
    outputs = part(images).numpy()
    dead = (outputs == 0).all(axis=0).any(axis=(0, 1))
    return [k for k in range(len(dead)) if dead[k]]
