def dead_filters(model, layer_name, images):
    layer = model.get_layer(layer_name)
    part = keras.Model(model.inputs[0], layer.output)
    dead = set(range(layer.output.shape[-1]))
    for image in images:
        maps = part(image[None])[0].numpy()
        dead -= {k for k in range(maps.shape[2]) if (maps[:, :, k] > 0).any()}
    return sorted(dead)
