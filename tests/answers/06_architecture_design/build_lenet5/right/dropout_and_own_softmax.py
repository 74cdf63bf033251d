def build_lenet5(num_classes=10):
    L = keras.layers
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        L.Conv2D(6, (5, 5), padding="same", activation="relu"), L.MaxPooling2D((2, 2)),
        L.Conv2D(16, (5, 5), activation="relu"), L.MaxPooling2D((2, 2)), L.Flatten(),
        L.Dense(120, activation="relu"), L.Dropout(0.2), L.Dense(84, activation="relu"),
        L.Dropout(0.2), L.Dense(num_classes), L.Softmax(),
    ])
