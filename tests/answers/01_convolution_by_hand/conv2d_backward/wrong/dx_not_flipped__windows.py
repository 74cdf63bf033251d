def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    kh, kw = w.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(x, dy.shape[1:3], axis=(1, 2))
    dw = np.einsum("nabcij,nijf->abcf", windows, dy)
    larger = np.zeros((len(dy), dy.shape[1] + 2 * kh - 2, dy.shape[2] + 2 * kw - 2, dy.shape[3]))
    larger[:, kh - 1 : kh - 1 + dy.shape[1], kw - 1 : kw - 1 + dy.shape[2]] = dy
    around = np.lib.stride_tricks.sliding_window_view(larger, (kh, kw), axis=(1, 2))
    return np.einsum("nijfab,abcf->nijc", around, w), dw, np.einsum("nijf->f", dy)
