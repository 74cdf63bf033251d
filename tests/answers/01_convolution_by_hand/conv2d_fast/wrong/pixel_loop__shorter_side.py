def conv2d_fast(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    axis = 1 if windows.shape[1] <= windows.shape[2] else 2
    lines = [
        np.einsum("nicab,abck->nik", windows.take(i, axis), w) for i in range(windows.shape[axis])
    ]
    return np.stack(lines, axis) + b
