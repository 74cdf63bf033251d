def conv2d_strided(x, w, b, strides, padding):
    x, w, b = x.astype(float), w.astype(float), b.astype(float)
    n, height, width, _ = x.shape
    kh, kw, _, c_out = w.shape
    sh, sw = strides
    top = left = 0
    if padding == "same":
        rows, cols = -(-height // sh), -(-width // sw)
        high = max((rows - 1) * sh + kh, height)
        wide = max((cols - 1) * sw + kw, width)
        top, left = (high - height) // 2, (wide - width) // 2
    else:
        rows, cols = (height - kh) // sh + 1, (width - kw) // sw + 1
        high, wide = height, width
    room = np.zeros((n, high, wide, x.shape[3]))
    room[:, top : top + height, left : left + width] = x
    out = np.empty((n, rows, cols, c_out))
    for i in range(rows):
        for j in range(cols):
            window = room[:, i * sh : i * sh + kh, j * sw : j * sw + kw]
            out[:, i, j] = np.tensordot(window, w, axes=3) + b
    return out
