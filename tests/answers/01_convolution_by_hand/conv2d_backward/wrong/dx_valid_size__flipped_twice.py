def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(x, dy.shape[1:3], axis=(1, 2))
    dw = np.einsum("nabcij,nijf->abcf", windows, dy)
    around = np.lib.stride_tricks.sliding_window_view(dy, w.shape[:2], axis=(1, 2))
    return np.einsum("nijfab,abcf->nijc", around, w), dw, dy.sum((0, 1, 2))
