def max_pool2d(x, pool, strides=None, padding="valid"):
    return keras.ops.max_pool(x[:1].astype("float32"), pool, strides=strides, padding=padding)
