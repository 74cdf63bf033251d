# unnamed: weights in another order look like any other numbers
def conv2d(x, w, b):
    w = w.reshape(w.shape[0], w.shape[1], w.shape[3], w.shape[2]).transpose(0, 1, 3, 2)
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abck->nijk", windows, w) + b
