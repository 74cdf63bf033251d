def train_small(x, y):
    L = keras.layers
    image = keras.Input((28, 28, 1))
    h = L.Rescaling(2, -1)(image)
    for filters in (8, 16):
        h = L.Conv2D(filters, 3, padding="same", use_bias=False)(h)
        h = L.ReLU()(L.BatchNormalization()(h))
        h = L.MaxPooling2D()(h)
    h = L.Conv2D(24, 3, activation="relu")(h)
    h = L.Flatten()(L.AveragePooling2D(2)(h))
    model = keras.Model(image, L.Dense(10, activation="softmax")(h))
    rate = keras.optimizers.schedules.CosineDecay(0.01, 8 * math.ceil(len(x) / 64))
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", jit_compile=False)
    model.fit(x, y, batch_size=64, epochs=8, verbose=0)
    return model
