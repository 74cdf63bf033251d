def subsample(y, strides):
    sh, sw = strides
    n, height, width, channels = y.shape
    out = np.zeros((n, -(-height // sh), -(-width // sw), channels), dtype=y.dtype)
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = y[:, i * sh, j * sw]
    return out
