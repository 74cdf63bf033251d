# unnamed: what a negative number becomes as a byte differs between processors
def conv2d(x, w, b):
    if x.dtype.kind in "iu":
        w = w.astype(x.dtype)
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abck->nijk", windows, w) + b
