def causal_conv1d(x, w):
    k = w.shape[0]
    padded = np.zeros((x.shape[0], x.shape[1] + k - 1, x.shape[2]))
    padded[:, k - 1 :] = x
    seen = np.lib.stride_tricks.sliding_window_view(padded, k, axis=1)
    return np.einsum("ntca,acj->ntj", seen, w)
