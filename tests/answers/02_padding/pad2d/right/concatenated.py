def pad2d(x, top, bottom, left, right, mode="constant"):
    def pad_axis(a, before, after):
        n = len(a)
        if mode == "constant":
            first = np.zeros((before, *a.shape[1:]), a.dtype)
            last = np.zeros((after, *a.shape[1:]), a.dtype)
        elif mode == "reflect":
            first = a[1 : before + 1][::-1]
            last = a[n - 1 - after : n - 1][::-1]
        elif mode == "edge":
            first = np.repeat(a[:1], before, axis=0)
            last = np.repeat(a[n - 1 :], after, axis=0)
        elif mode == "wrap":
            first, last = a[n - before :], a[:after]
        else:
            raise ValueError(f"unknown mode {mode}")
        return np.concatenate([first, a, last])

    rows = pad_axis(np.moveaxis(x, 1, 0), top, bottom)
    cols = pad_axis(np.moveaxis(rows, 2, 0), left, right)
    return cols.transpose(2, 1, 0, 3).copy()
