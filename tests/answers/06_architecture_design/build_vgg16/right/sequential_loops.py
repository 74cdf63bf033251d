def build_vgg16(input_shape=(224, 224, 3), num_classes=1000):
    model = keras.Sequential(name="vgg_of_mine")
    model.add(keras.Input(shape=input_shape))
    counts, filters = [2, 2, 3, 3, 3], [64, 128, 256, 512, 512]
    for b in range(5):
        for c in range(counts[b]):
            model.add(keras.layers.Conv2D(
                filters[b], (3, 3), activation="relu", padding="same", name="block%d_conv%d" % (b + 1, c + 1)
            ))
        model.add(keras.layers.MaxPooling2D((2, 2), strides=(2, 2), name="block%d_pool" % (b + 1)))
    model.add(keras.layers.Flatten(name="flatten"))
    model.add(keras.layers.Dense(4096, activation="relu", name="fc1"))
    model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Dense(4096, activation="relu", name="fc2"))
    model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Dense(num_classes, activation="softmax", name="predictions"))
    return model
