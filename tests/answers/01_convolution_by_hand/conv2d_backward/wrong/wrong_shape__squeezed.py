def conv2d_backward(x, w, dy):
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    rows, cols = dy.shape[1:3]
    dy = dy.astype(float)
    for a, c in np.ndindex(*w.shape[:2]):
        dw[a, c] = np.einsum("nijc,nijk->ck", x[:, a : a + rows, c : c + cols], dy)
        dx[:, a : a + rows, c : c + cols] += dy @ w[a, c].T
    return dx, dw.squeeze(), dy.sum(axis=(0, 1, 2))
