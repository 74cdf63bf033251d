def feature_maps(model, image, layer_name):
    model.trainable = False
    part = keras.Model(model.inputs[0], model.get_layer(layer_name).output)
    return part(image[None]).numpy()[0]
