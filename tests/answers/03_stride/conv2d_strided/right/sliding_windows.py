def conv2d_strided(x, w, b, strides, padding):
    x = np.asarray(x, dtype=np.float64)
    if padding == "same":
        needed = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(x.shape[1:3], w.shape, strides)]
        x = np.pad(x, [(0, 0)] + [(p // 2, (p + 1) // 2) for p in needed] + [(0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    windows = windows[:, :: strides[0], :: strides[1]]
    return np.einsum("nijcab,abck->nijk", windows, w) + b
