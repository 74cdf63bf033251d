def stochastic_pool2d(x, pool, rng, training):
    if training:
        return keras.ops.max_pool(x.astype("float32"), pool)
    x = x.astype(float)
    mean = np.asarray(keras.ops.average_pool(x, pool))
    return np.asarray(keras.ops.average_pool(x * x, pool)) / np.where(mean > 0, mean, 1)
