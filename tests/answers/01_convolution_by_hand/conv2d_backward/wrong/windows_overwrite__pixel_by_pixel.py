def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for n, i, j in np.ndindex(*dy.shape[:3]):
        window = np.s_[n, i : i + w.shape[0], j : j + w.shape[1]]
        dw += x[window][..., None] * dy[n, i, j]
        dx[window] = w @ dy[n, i, j]
    return dx, dw, dy.sum(axis=(0, 1, 2))
