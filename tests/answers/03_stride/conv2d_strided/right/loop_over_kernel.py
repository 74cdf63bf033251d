def conv2d_strided(x, w, b, strides, padding):
    (sh, sw), (kh, kw) = strides, w.shape[:2]
    height, width = x.shape[1:3]
    if padding == "same":
        rows, cols = (height + sh - 1) // sh, (width + sw - 1) // sw
        down, right = max((rows - 1) * sh + kh - height, 0), max((cols - 1) * sw + kw - width, 0)
        x = np.pad(x, ((0, 0), (down // 2, down - down // 2), (right // 2, right - right // 2), (0, 0)))
    rows, cols = (x.shape[1] - kh) // sh + 1, (x.shape[2] - kw) // sw + 1
    out = np.zeros((len(x), rows, cols, w.shape[3])) + b
    for a in range(kh):
        for c in range(kw):
            seen = x[:, a : a + (rows - 1) * sh + 1 : sh, c : c + (cols - 1) * sw + 1 : sw]
            out += seen.astype(float) @ w[a, c].astype(float)
    return out
