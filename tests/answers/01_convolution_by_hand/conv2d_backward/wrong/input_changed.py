def conv2d_backward(x, w, dy):
    rows, cols = dy.shape[1:3]
    dw = np.zeros(w.shape)
    for a, c in np.ndindex(*w.shape[:2]):
        dw[a, c] = np.einsum("nijc,nijk->ck", x[:, a : a + rows, c : c + cols].astype(float), dy)
    x[...] = 0
    dx = x.astype(float)
    for a, c in np.ndindex(*w.shape[:2]):
        dx[:, a : a + rows, c : c + cols] += dy.astype(float) @ w[a, c].T
    return dx, dw, dy.astype(float).sum(axis=(0, 1, 2))
