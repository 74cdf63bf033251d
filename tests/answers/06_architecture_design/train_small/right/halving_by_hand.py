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
    optimizer = keras.optimizers.Adam(0.002)
    model.compile(optimizer, "sparse_categorical_crossentropy", jit_compile=False)
    for epoch in range(7):
        optimizer.learning_rate = 0.005 * 0.6**epoch
        model.fit(x, y, batch_size=32, epochs=1, verbose=0)
    return model
