def average_pool2d(x, pool, strides=None, padding="valid"):
    (ph, pw), (sh, sw) = pool, strides or pool
    if padding == "same":
        rows, cols = -(-x.shape[1] // sh), -(-x.shape[2] // sw)
    else:
        rows, cols = (x.shape[1] - ph) // sh + 1, (x.shape[2] - pw) // sw + 1
    out = np.zeros((len(x), rows, cols, x.shape[3]))
    for i in range(rows):
        for j in range(cols):
            out[:, i, j] = x[:, i * sh : i * sh + ph, j * sw : j * sw + pw].mean(axis=(1, 2))
    return out
