def conv2d_strided_backward(x, w, dy, strides):
    (sh, sw), (rows, cols) = strides, dy.shape[1:3]
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dw = np.zeros(w.shape)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            part = np.s_[:, a : a + (rows - 1) * sh + 1 : sh, c : c + (cols - 1) * sw + 1 : sw]
            dw[a, c] = np.einsum("nijc,nijk->ck", x[part], dy)
    spread = np.zeros((len(x), x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1, w.shape[3]))
    spread[:, ::sh, ::sw] = dy
    dx = tf.nn.conv2d_transpose(spread, w, x.shape, 1, "VALID").numpy()
    return dx, dw, dy.sum(axis=(0, 1, 2))
