# unnamed: which stamp stays depends on the order of the loops
def conv2d_strided_backward(x, w, dy, strides):
    (sh, sw), (rows, cols) = strides, dy.shape[1:3]
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            part = np.s_[:, a : a + (rows - 1) * sh + 1 : sh, c : c + (cols - 1) * sw + 1 : sw]
            dw[a, c] = np.einsum("nijc,nijk->ck", x[part], dy)
            dx[part] = dy @ w[a, c].T
    return dx, dw, dy.sum(axis=(0, 1, 2))
