def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for n, c, k in np.ndindex(len(x), w.shape[2], w.shape[3]):
        dw[:, :, c, k] += scipy.signal.correlate2d(x[n, :, :, c], dy[n, :, :, k], mode="valid")
        dx[n, :, :, c] += scipy.signal.convolve2d(dy[n, :, :, k], w[:, :, c, k], mode="full")
    return dx, dw, dy.sum(axis=(0, 1, 2))
