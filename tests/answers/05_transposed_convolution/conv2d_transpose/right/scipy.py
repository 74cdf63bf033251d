def conv2d_transpose(x, w, b, strides, padding):
    (n, h, v, c_in), (kh, kw, c_out, _) = x.shape, w.shape
    spread = np.zeros((n, h * strides[0], v * strides[1], c_in))
    spread[:, :: strides[0], :: strides[1]] = x
    rows = [h * strides[0] + max(kh - strides[0], 0), v * strides[1] + max(kw - strides[1], 0)]
    y = np.zeros((n, rows[0], rows[1], c_out))
    for m in range(n):
        for k in range(c_out):
            for c in range(c_in):
                full = scipy.signal.convolve2d(spread[m, :, :, c], w[:, :, k, c].astype(float))
                y[m, :, :, k] += full[: rows[0], : rows[1]]
    if padding == "same":
        cut = [max(kh - strides[0], 0), max(kw - strides[1], 0)]
        top, left = cut[0] // 2, cut[1] // 2
        y = y[:, top : rows[0] - cut[0] + top, left : rows[1] - cut[1] + left]
    return y + b
