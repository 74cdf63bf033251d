def conv2d_transpose_scatter(x, w, b, strides):
    n, height, width, _ = x.shape
    kh, kw, c_out, _ = w.shape
    sh, sw = strides
    y = np.zeros((n, height * sh + max(kh - sh, 0), width * sw + max(kw - sw, 0), c_out))
    y += b
    for a in range(kh):
        for c in range(kw):
            part = x.astype(float) @ w[a, c].T.astype(float)
            y[:, a : a + (height - 1) * sh + 1 : sh, c : c + (width - 1) * sw + 1 : sw] += part
    return y
