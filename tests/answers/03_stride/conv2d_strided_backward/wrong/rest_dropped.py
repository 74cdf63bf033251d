def conv2d_strided_backward(x, w, dy, strides):
    (sh, sw), (kh, kw) = strides, w.shape[:2]
    n, rows, cols, _ = dy.shape
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw = np.zeros((n, (rows - 1) * sh + kh, (cols - 1) * sw + kw, x.shape[3])), np.zeros(w.shape)
    for a in range(kh):
        for c in range(kw):
            part = np.s_[:, a : a + (rows - 1) * sh + 1 : sh, c : c + (cols - 1) * sw + 1 : sw]
            dw[a, c] = np.einsum("nijc,nijk->ck", x[part], dy)
            dx[part] += dy @ w[a, c].T
    return dx, dw, dy.sum(axis=(0, 1, 2))
