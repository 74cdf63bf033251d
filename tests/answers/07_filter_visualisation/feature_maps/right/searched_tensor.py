def feature_maps(model, image, layer_name):
    for layer in model.layers:
        if layer.name == layer_name:
            found = layer
    batch = tf.convert_to_tensor(image, dtype=tf.float32)[None]
    return tf.squeeze(keras.Model(model.inputs[0], found.output)(batch), axis=0)
