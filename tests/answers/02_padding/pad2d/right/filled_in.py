def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)
    n, h, w, c = x.shape
    y = np.zeros((n, h + top + bottom, w + left + right, c), dtype=np.float32)
    y[:, top : top + h, left : left + w, :] = x
    if mode == "constant":
        return y
    for i in range(top):
        y[:, top - 1 - i] = {"reflect": y[:, top + 1 + i] if mode == "reflect" else 0, "edge": y[:, top], "wrap": y[:, top + h - 1 - i]}[mode]
    for i in range(bottom):
        source = {"reflect": top + h - 2 - i, "edge": top + h - 1, "wrap": top + i}[mode]
        y[:, top + h + i] = y[:, source]
    for j in range(left):
        source = {"reflect": left + 1 + j, "edge": left, "wrap": left + w - 1 - j}[mode]
        y[:, :, left - 1 - j] = y[:, :, source]
    for j in range(right):
        source = {"reflect": left + w - 2 - j, "edge": left + w - 1, "wrap": left + j}[mode]
        y[:, :, left + w + j] = y[:, :, source]
    return y
