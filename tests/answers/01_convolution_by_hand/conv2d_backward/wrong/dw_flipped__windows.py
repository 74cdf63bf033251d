def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(x, dy.shape[1:3], axis=(1, 2))
    dw = np.einsum("nabcij,nijf->abcf", windows, dy)[::-1, ::-1]
    dx = np.zeros_like(x)
    for i, j in np.ndindex(*dy.shape[1:3]):
        dx[:, i : i + w.shape[0], j : j + w.shape[1]] += np.einsum("nf,abcf->nabc", dy[:, i, j], w)
    return dx, dw.copy(), dy.sum(axis=(0, 1, 2))
