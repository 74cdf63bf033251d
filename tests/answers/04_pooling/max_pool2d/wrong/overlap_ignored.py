def max_pool2d(x, pool, strides=None, padding="valid"):
    return keras.ops.max_pool(x.astype("float32"), pool, padding=padding)
