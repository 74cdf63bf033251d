def build_alexnet(num_classes=1000, groups=2):
    table = [
        (96, 11, 4, "valid", 1, True), (256, 5, 1, "same", groups, True), (384, 3, 1, "same", 1, False),
        (384, 3, 1, "same", groups, False), (256, 3, 1, "same", groups, True),
    ]
    model = keras.Sequential([keras.Input((227, 227, 3))], name="alexnet")
    for filters, kernel, stride, padding, parts, pool in table:
        model.add(keras.layers.Conv2D(filters, kernel, stride, padding, groups=parts, activation="relu"))
        if pool:
            model.add(keras.layers.MaxPooling2D(pool_size=3, strides=2))
    model.add(keras.layers.Flatten())
    for _ in range(2):
        model.add(keras.layers.Dense(4096, activation="relu"))
    model.add(keras.layers.Dense(num_classes))
    model.add(keras.layers.Activation("softmax"))
    return model
