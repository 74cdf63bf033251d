def conv2d_padded(x, w, b, padding):
    if padding not in ("valid", "same", "full"):
        raise ValueError(padding)
    kh, kw, _, c_out = w.shape
    n, height, width, _ = x.shape
    full = np.zeros((n, height + kh - 1, width + kw - 1, c_out)) + b
    for i in range(kh):
        for j in range(kw):
            top, left = kh - 1 - i, kw - 1 - j
            full[:, top : top + height, left : left + width] += x.astype(float) @ w[i, j]
    if padding == "full":
        return full
    if padding == "valid":
        return full[:, kh - 1 : height, kw - 1 : width].copy()
    top, left = kh // 2, kw // 2
    return full[:, top : top + height, left : left + width].copy()
