def conv2d_strided_backward(x, w, dy, strides):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    (kh, kw), (sh, sw) = w.shape[:2], strides
    n, height, width, _ = x.shape
    full = np.zeros((n, height - kh + 1, width - kw + 1, w.shape[3]))
    full[:, ::sh, ::sw] = dy
    rows, cols = full.shape[1:3]
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for a in range(kh):
        for c in range(kw):
            dw[a, c] = np.einsum("nijc,nijk->ck", x[:, a : a + rows, c : c + cols], full)
            dx[:, a : a + rows, c : c + cols] += np.einsum("nijk,ck->nijc", full, w[a, c])
    return [dx, dw, full.sum(axis=(0, 1, 2))]
