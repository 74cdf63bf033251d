def compose_kernels(k1, k2):
    (h1, w1), (h2, w2) = k1.shape, k2.shape
    larger = np.zeros((h1 + 2 * h2 - 2, w1 + 2 * w2 - 2))
    larger[h2 - 1 : h2 - 1 + h1, w2 - 1 : w2 - 1 + w1] = k1
    windows = np.lib.stride_tricks.sliding_window_view(larger, (h2, w2))
    return np.einsum("ijab,ab->ij", windows, k2.astype(float))
