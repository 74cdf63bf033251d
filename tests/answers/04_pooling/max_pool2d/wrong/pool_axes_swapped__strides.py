def max_pool2d(x, pool, strides=None, padding="valid"):
    sw, sh = strides or pool
    return keras.ops.max_pool(x.astype("float32"), pool, strides=(sh, sw), padding=padding)
