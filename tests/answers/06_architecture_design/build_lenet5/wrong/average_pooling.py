def build_lenet5(num_classes=10):
    layers = keras.layers
    image = keras.Input((28, 28, 1))
    x = layers.Conv2D(6, 5, padding="same", activation="relu")(image)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Conv2D(16, 5, padding="valid", activation="relu")(x)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation="relu")(x)
    x = layers.Dense(84, activation="relu")(x)
    x = layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(image, x)
