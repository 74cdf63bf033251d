# unnamed: rounding has no pattern of its own
def conv2d(x, w, b):
    x, w, b = (array.astype(np.float16) for array in (x, w, b))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    output = np.einsum("nijcab,abck->nijk", windows, w) + b
    return output.astype(float)
