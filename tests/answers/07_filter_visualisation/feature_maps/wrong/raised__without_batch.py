def feature_maps(model, image, layer_name):
    layer = model.get_layer(layer_name)
    part = keras.Model(model.inputs[0], layer.output)
    return part(image).numpy()[0]
