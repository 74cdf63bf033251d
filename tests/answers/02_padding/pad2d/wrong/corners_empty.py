def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)
    n, h, w, c = x.shape
    y = np.zeros((n, top + h + bottom, left + w + right, c), x.dtype)
    y[:, top : top + h, left : left + w] = x
    if mode == "constant":
        return y

    def find(i, size):
        if mode == "edge":
            return min(max(i, 0), size - 1)
        if mode == "wrap":
            return i % size
        return size - 1 - abs(size - 1 - abs(i))

    for i in [*range(-top, 0), *range(h, h + bottom)]:
        y[:, top + i, left : left + w] = x[:, find(i, h)]
    for j in [*range(-left, 0), *range(w, w + right)]:
        y[:, top : top + h, left + j] = x[:, :, find(j, w)]
    return y
