def subsample(y, strides):
    return y[:: strides[0], :: strides[1]].copy()
