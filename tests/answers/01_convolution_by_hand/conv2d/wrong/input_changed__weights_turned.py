def conv2d(x, w, b):
    w[:] = w[::-1, ::-1].copy()
    x = x[:, ::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    output = np.einsum("nijcab,abck->nijk", windows, w) + b
    return output[:, ::-1, ::-1].copy()
