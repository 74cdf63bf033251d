def build_lenet5(num_classes=10):
    model = keras.Sequential(name="lenet5")
    model.add(keras.Input(shape=(28, 28, 1)))
    model.add(keras.layers.Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation=keras.activations.relu))
    model.add(keras.layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(keras.layers.Conv2D(filters=16, kernel_size=(5, 5), activation=keras.activations.relu))
    model.add(keras.layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(120, "relu"))
    model.add(keras.layers.Dense(84, "relu"))
    model.add(keras.layers.Dense(num_classes, "softmax"))
    return model
