def subsample(y, strides):
    sh, sw = strides
    rows, cols = y.shape[1] // sh, y.shape[2] // sw
    return y[:, : rows * sh : sh, : cols * sw : sw].copy()
