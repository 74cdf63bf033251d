def subsample(y, strides):
    rows = np.arange(0, y.shape[1], strides[0])
    cols = np.arange(0, y.shape[2], strides[1])
    return y[:, rows[:, None], cols]
