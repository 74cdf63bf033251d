def conv2d_padded(x, w, b, padding):
    kh, kw = w.shape[:2]
    if padding == "valid":
        t = u = l = r = 0
    elif padding == "same":
        t, l = (kh - 1) // 2, (kw - 1) // 2
        u, r = kh - 1 - t, kw - 1 - l
    else:
        t = u = kh - 1
        l = r = kw - 1
    padded = np.pad(x, ((0, 0), (t, u), (l, r), (0, 0)))
    return conv2d(padded, w, b)
