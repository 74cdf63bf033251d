def train_small(x, y):
    L = keras.layers
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        L.Conv2D(8, 5, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(2),
        L.Conv2D(23, 5, activation="relu"), L.MaxPooling2D(2), L.BatchNormalization(),
        L.Flatten(), L.BatchNormalization(), L.Dense(10, activation="softmax"),
    ])
    trained = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert trained <= 10_000, trained
    rate = keras.optimizers.schedules.CosineDecay(0.006, 6 * math.ceil(len(x) / 32))
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", jit_compile=False)
    model.fit(x, y, batch_size=32, epochs=6, verbose=0)
    return model
