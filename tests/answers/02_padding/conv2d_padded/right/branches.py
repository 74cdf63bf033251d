def conv2d_padded(x, w, b, padding):
    kh, kw = w.shape[:2]
    if padding == "valid":
        return conv2d(x, w, b)
    if padding == "same":
        widths = ((0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0))
    elif padding == "full":
        widths = ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0))
    else:
        raise ValueError(f"padding {padding!r}")
    return conv2d(np.pad(x, widths), w, b)
