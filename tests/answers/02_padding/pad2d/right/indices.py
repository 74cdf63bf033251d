def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)
    h, w = x.shape[1], x.shape[2]
    rows, cols = np.arange(-top, h + bottom), np.arange(-left, w + right)
    if mode == "wrap":
        r, c = rows % h, cols % w
    else:
        r, c = np.clip(rows, 0, h - 1), np.clip(cols, 0, w - 1)
    if mode == "reflect":
        r, c = 2 * r - rows, 2 * c - cols
    out = x[:, r][:, :, c]
    if mode == "constant":
        out = out * ((r == rows)[:, None] & (c == cols))[None, :, :, None].astype(x.dtype)
    return out
