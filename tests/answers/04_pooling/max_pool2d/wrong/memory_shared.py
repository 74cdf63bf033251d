def max_pool2d(x, pool, strides=None, padding="valid"):
    if tuple(pool) == (1, 1) and strides is None:
        return x
    return keras.ops.max_pool(x.astype("float32"), pool, strides=strides, padding=padding)
