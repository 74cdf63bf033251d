def build_vgg16(input_shape=(224, 224, 3), num_classes=1000):
    def block(x, number, filters, count):
        for i in range(count):
            layer = keras.layers.Conv2D(filters, 3, 1, "same", activation="relu", name=f"block{number}_conv{i + 1}")
            x = layer(x)
        return keras.layers.MaxPooling2D(name=f"block{number}_pool")(x)

    image = keras.layers.Input(shape=input_shape)
    x = block(image, 1, 64, 2)
    x = block(x, 2, 128, 2)
    x = block(x, 3, 256, 3)
    x = block(x, 4, 512, 3)
    x = block(x, 5, 512, 3)
    x = keras.layers.Flatten(name="flatten")(x)
    for name in ("fc1", "fc2"):
        x = keras.layers.Dense(4096, "relu", name=name)(x)
    return keras.models.Model(inputs=image, outputs=keras.layers.Dense(num_classes, "softmax", name="predictions")(x))
