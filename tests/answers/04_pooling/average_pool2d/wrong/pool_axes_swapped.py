def average_pool2d(x, pool, strides=None, padding="valid"):
    strides = strides or pool
    return keras.ops.average_pool(x.astype("float64"), pool[::-1], strides=strides, padding=padding)
