def conv2d_transpose(x, w, b, strides, padding):
    n, h, v, c_in = x.shape
    kh, kw, c_out, _ = w.shape
    sh, sw = strides
    zeros = np.zeros((n, (h - 1) * sh + 1, (v - 1) * sw + 1, c_in))
    zeros[:, ::sh, ::sw] = x
    zeros = np.pad(zeros, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    flipped = np.flip(w, (0, 1)).swapaxes(2, 3)
    y = conv2d(zeros, flipped, np.zeros(c_out))
    y = np.pad(y, ((0, 0), (0, max(sh - kh, 0)), (0, max(sw - kw, 0)), (0, 0)))
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        y = y[:, top : top + h * sh, left : left + v * sw]
    return (y + b)[:1].copy()
