def feature_maps(model, image, layer_name):
    part = keras.Model(inputs=model.inputs[0], outputs=model.get_layer(layer_name).output)
    return part.predict(np.expand_dims(image, 0), verbose=0)[0]
