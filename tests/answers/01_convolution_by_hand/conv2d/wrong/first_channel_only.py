def conv2d(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(
        x[..., 0].astype(float), w.shape[:2], axis=(1, 2)
    )
    return np.einsum("nijab,abk->nijk", windows, w[:, :, 0]) + b
