def build_alexnet(num_classes=1000, groups=2):
    L = keras.layers
    return keras.Sequential([
        keras.Input(shape=(227, 227, 3)),
        L.Conv2D(96, (11, 11), (4, 4), activation="relu"),
        L.MaxPooling2D((3, 3), strides=(2, 2)),
        L.Conv2D(256, (5, 5), padding="same", activation="relu", groups=groups),
        L.MaxPooling2D((3, 3), strides=(2, 2)),
        L.Conv2D(384, (3, 3), padding="same", activation="relu"),
        L.Conv2D(384, (3, 3), padding="same", activation="relu", groups=groups),
        L.Conv2D(256, (3, 3), padding="same", activation="relu", groups=groups),
        L.MaxPooling2D((3, 3), strides=(2, 2)),
        L.Flatten(),
        L.Dropout(0.5),
        L.Dense(4096, activation="relu"),
        L.Dropout(0.5),
        L.Dense(4096, activation="relu"),
        L.Dense(num_classes, activation="softmax"),
    ])
