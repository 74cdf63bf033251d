from concurrent.futures import ThreadPoolExecutor


def conv2d_fast(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))

    def row(i):
        return np.einsum("njcab,abck->njk", windows[:, i], w) + b

    with ThreadPoolExecutor(2) as workers:
        return np.stack(list(workers.map(row, range(windows.shape[1]))), axis=1)
