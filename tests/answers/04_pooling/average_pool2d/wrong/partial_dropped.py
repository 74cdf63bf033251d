def average_pool2d(x, pool, strides=None, padding="valid"):
    return keras.ops.average_pool(x.astype("float64"), pool, strides=strides, padding="valid")
