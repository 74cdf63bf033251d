def blur_pool2d(x, strides):
    larger = np.pad(x.astype(float), ((0, 0), (0, 1), (0, 1), (0, 0)))
    y = np.lib.stride_tricks.sliding_window_view(larger, (2, 2), axis=(1, 2)).max(axis=(-2, -1))
    for axis in (1, 2):
        y = scipy.ndimage.convolve1d(y, [0.25, 0.5, 0.25], axis=axis, mode="mirror")
    return y[:, :: strides[0], :: strides[1]].copy()
