def conv2d(x, w, b):
    w *= w.dtype.type(1)
    b += b
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abck->nijk", windows, w) + b / 2
