def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)

    def grow(a, axis, before, after):
        a = np.moveaxis(a, axis, 0)
        n = len(a)
        if mode == "constant":
            first, last = 0 * a[:1].repeat(before, 0), 0 * a[:1].repeat(after, 0)
        elif mode == "reflect":
            first, last = a[1 : before + 1], a[n - 1 - after : n - 1]
        elif mode == "edge":
            first, last = a[:1].repeat(before, 0), a[-1:].repeat(after, 0)
        else:
            first, last = a[n - before :], a[:after]
        return np.moveaxis(np.concatenate([first, a, last]), 0, axis)

    return grow(grow(x, 1, top, bottom), 2, left, right)
