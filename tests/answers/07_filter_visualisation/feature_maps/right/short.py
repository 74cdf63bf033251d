def feature_maps(model, image, layer_name):
    part = keras.Model(model.inputs, model.get_layer(layer_name).output)
    return part(image[np.newaxis])[0].numpy()
