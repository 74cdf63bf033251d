def conv2d_strided(x, w, b, strides, padding):
    sw, sh = strides
    x = x.astype(float)
    if padding == "same":
        p = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(x.shape[1:3], w.shape, (sh, sw))]
        x = np.pad(x, [(0, 0)] + [(q // 2, q - q // 2) for q in p] + [(0, 0)])
    return conv2d(x, w, b)[:, ::sh, ::sw].copy()
