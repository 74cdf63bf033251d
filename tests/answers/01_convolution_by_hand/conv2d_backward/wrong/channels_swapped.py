def conv2d_backward(x, w, dy):
    kh, kw, c_in, c_out = w.shape
    dx, dw = np.zeros(x.shape), np.zeros((kh, kw, c_out, c_in))
    rows, cols = dy.shape[1:3]
    dy = dy.astype(float)
    for a, c in np.ndindex(kh, kw):
        dw[a, c] = np.einsum("nijk,nijc->kc", dy, x[:, a : a + rows, c : c + cols])
        dx[:, a : a + rows, c : c + cols] += dy @ w[a, c].T
    return dx, dw, dy.sum(axis=(0, 1, 2))
