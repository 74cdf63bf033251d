def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in {"constant", "reflect", "edge", "wrap"}:
        raise ValueError("mode")

    def find(i, n):
        if 0 <= i < n:
            return i
        if mode == "constant":
            return None
        if mode == "edge":
            return 0 if i < 0 else n - 1
        if mode == "wrap":
            return i % n
        return -i if i < 0 else 2 * n - 2 - i

    n, h, w, c = x.shape
    out = np.zeros((n, top + h + bottom, left + w + right, c))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            a, b = find(i - top, h), find(j - left, w)
            if a is not None and b is not None:
                out[:, i, j] = x[:, a, b]
    return out
