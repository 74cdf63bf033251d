def conv2d_fast(x, w, b):
    x = x.astype(float)
    kh, kw = w.shape[:2]

    def rows(i):
        if i > x.shape[1] - kh:
            return []
        windows = np.lib.stride_tricks.sliding_window_view(x[:, i : i + kh], (kh, kw), axis=(1, 2))
        return [np.einsum("nijcab,abck->njk", windows, w) + b, *rows(i + 1)]

    return np.stack(rows(0), axis=1)
