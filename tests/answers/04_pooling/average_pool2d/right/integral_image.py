def average_pool2d(x, pool, strides=None, padding="valid"):
    strides = strides or pool
    table = np.zeros((x.shape[0], x.shape[1] + 1, x.shape[2] + 1, x.shape[3]))
    table[:, 1:, 1:] = x.astype(float).cumsum(axis=1).cumsum(axis=2)
    ends = []
    for n, k, s in zip(x.shape[1:3], pool, strides):
        if padding == "same":
            out = (n + s - 1) // s
            start = np.arange(out) * s - max((out - 1) * s + k - n, 0) // 2
        else:
            start = np.arange(0, n - k + 1, s)
        ends.append((np.clip(start, 0, n), np.clip(start + k, 0, n)))
    (top, bottom), (left, right) = ends
    total = (
        table[:, bottom][:, :, right] - table[:, top][:, :, right]
        - table[:, bottom][:, :, left] + table[:, top][:, :, left]
    )
    return total / np.outer(bottom - top, right - left)[None, :, :, None]
