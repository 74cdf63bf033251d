def conv2d_padded(x, w, b, padding):
    kh, kw = w.shape[:2]
    if padding == "valid":
        t = u = l = r = 0
    elif padding == "same":
        t = u = kh // 2
        l = r = kw // 2
    elif padding == "full":
        t = u = kh - 1
        l = r = kw - 1
    else:
        raise ValueError(padding)
    padded = np.pad(x, ((0, 0), (t, u), (l, r), (0, 0)))
    return conv2d(padded, w, b)
