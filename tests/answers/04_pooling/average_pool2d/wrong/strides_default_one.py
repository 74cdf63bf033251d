def average_pool2d(x, pool, strides=None, padding="valid"):
    return keras.ops.average_pool(x.astype("float32"), pool, strides=strides or 1, padding=padding)
