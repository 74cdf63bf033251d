def average_pool2d(x, pool, strides=None, padding="valid"):
    x /= 1.0 * pool[0] * pool[1] if x.dtype.kind == "f" else 1
    return keras.ops.average_pool(x.astype("float64"), pool, strides=strides, padding=padding) * pool[0] * pool[1]
