def feature_maps(model, image, layer_name):
    layer = model.layers[layer_name]
    part = keras.Model(model.inputs[0], layer.output)
    return part(image[None]).numpy()[0]
