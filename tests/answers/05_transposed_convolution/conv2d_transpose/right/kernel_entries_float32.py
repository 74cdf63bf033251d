def conv2d_transpose(x, w, b, strides, padding):
    (n, h, v, _), (kh, kw, c_out, _) = x.shape, w.shape
    sh, sw = strides
    x, w = x.astype(np.float64), w.astype(np.float64)
    y = np.zeros((n, h * sh + max(kh - sh, 0), v * sw + max(kw - sw, 0), c_out))
    for a in range(kh):
        for c in range(kw):
            y[:, a : a + h * sh - sh + 1 : sh, c : c + v * sw - sw + 1 : sw] += x @ w[a, c].T
    if padding == "same":
        y = y[:, max(kh - sh, 0) // 2 :, max(kw - sw, 0) // 2 :][:, : h * sh, : v * sw]
    return (y + b).astype(np.float32)
