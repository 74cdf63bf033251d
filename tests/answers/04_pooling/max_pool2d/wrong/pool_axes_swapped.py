def max_pool2d(x, pool, strides=None, padding="valid"):
    pw, ph = pool
    sw, sh = strides or pool
    return keras.ops.max_pool(x.astype("float32"), (ph, pw), strides=(sh, sw), padding=padding)
