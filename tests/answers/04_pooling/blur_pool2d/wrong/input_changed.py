def blur_pool2d(x, strides):
    x[:, :-1] = np.maximum(x[:, :-1], x[:, 1:])
    x[:, :, :-1] = np.maximum(x[:, :, :-1], x[:, :, 1:])
    y = x.astype(float)
    for axis in (1, 2):
        y = scipy.ndimage.convolve1d(y, [0.25, 0.5, 0.25], axis=axis, mode="mirror")
    return y[:, :: strides[0], :: strides[1]].copy()
