def build_lenet5(num_classes=10):
    x = image = keras.Input((28, 28, 1))
    for layer in LENET5[:-1]:
        made = keras_layer(layer)
        if layer["type"] in ("conv", "dense"):
            made.activation = keras.activations.relu
        x = made(x)
    return keras.Model(image, keras.layers.Dense(num_classes, activation="softmax")(x))
