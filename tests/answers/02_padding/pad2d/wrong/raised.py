def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)
    n, h, w, c = x.shape
    y = np.zeros((n, top + h + bottom, left + w + right, c), x.dtype)
    y[:, top:-bottom, left:-right] = x
    if mode == "constant":
        return y
    rows, cols = np.arange(-top, h + bottom), np.arange(-left, w + right)
    if mode == "wrap":
        rows, cols = rows % h, cols % w
    elif mode == "edge":
        rows, cols = rows.clip(0, h - 1), cols.clip(0, w - 1)
    else:
        rows, cols = (m - 1 - abs(m - 1 - abs(i)) for i, m in ((rows, h), (cols, w)))
    return x[:, rows][:, :, cols]
