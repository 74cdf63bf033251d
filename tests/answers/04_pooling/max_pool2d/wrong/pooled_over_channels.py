def max_pool2d(x, pool, strides=None, padding="valid"):
    strides = strides or pool
    rows = (x.shape[1] - pool[0]) // strides[0] + 1
    cols = (x.shape[2] - pool[1]) // strides[1] + 1
    out = np.zeros((len(x), rows, cols, 1))
    for n in range(len(x)):
        for i in range(rows):
            for j in range(cols):
                top, left = i * strides[0], j * strides[1]
                out[n, i, j] = x[n, top : top + pool[0], left : left + pool[1]].max()
    return out
