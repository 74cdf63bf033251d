def conv2d_strided_backward(x, w, dy, strides):
    sh, sw = strides
    _, rows, cols, _ = dy.shape
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            down = slice(a, a + (rows - 1) * sh + 1, sh)
            right = slice(c, c + (cols - 1) * sw + 1, sw)
            dw[a, c] = np.tensordot(x[:, down, right], dy, axes=([0, 1, 2], [0, 1, 2]))
            dx[:, down, right] += dy @ w[a, c].T
    return dx, dw, dy.sum((0, 1, 2))
