def feature_maps(model, image, layer_name):
    layer = model.get_layer(layer_name)
    index = model.layers.index(layer)
    part = keras.Model(model.inputs[0], model.layers[max(index - 1, 1)].output)
    return part(image[None]).numpy()[0]
