def max_pool2d(x, pool, strides=None, padding="valid"):
    if padding == "same":
        return keras.ops.max_pool(x.astype("float32"), pool, strides=strides, padding="same")
    sh, sw = strides or pool
    rows, cols = -(-(x.shape[1] - pool[0]) // sh) + 1, -(-(x.shape[2] - pool[1]) // sw) + 1
    out = np.zeros((len(x), rows, cols, x.shape[3]))
    for i in range(rows):
        for j in range(cols):
            out[:, i, j] = x[:, i * sh : i * sh + pool[0], j * sw : j * sw + pool[1]].max(axis=(1, 2))
    return out
