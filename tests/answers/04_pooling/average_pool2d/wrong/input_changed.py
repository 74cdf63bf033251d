def average_pool2d(x, pool, strides=None, padding="valid"):
    if x.dtype.kind == "f":
        x /= pool[0] * pool[1]
        return keras.ops.average_pool(x, pool, strides, padding) * (pool[0] * pool[1])
    return keras.ops.average_pool(x.astype("float64"), pool, strides=strides, padding=padding)
