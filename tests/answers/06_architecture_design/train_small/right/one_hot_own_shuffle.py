def train_small(x, y):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 5, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(20, 5, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    order = np.random.default_rng(1).permutation(len(x))
    targets = keras.utils.to_categorical(y, 10)
    rate = keras.optimizers.schedules.PolynomialDecay(0.005, 7 * len(x) // 32, 1e-5)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=rate), loss="categorical_crossentropy")
    model.fit(x[order], targets[order], epochs=7, verbose=0, validation_split=0.05)
    return model
