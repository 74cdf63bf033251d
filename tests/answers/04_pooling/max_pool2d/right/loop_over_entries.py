def max_pool2d(x, pool, strides=None, padding="valid"):
    strides = strides or pool
    rows, cols = [], []
    for n, k, s, indices in [
        (x.shape[1], pool[0], strides[0], rows),
        (x.shape[2], pool[1], strides[1], cols),
    ]:
        if padding == "same":
            out = -(-n // s)
            before = max((out - 1) * s + k - n, 0) // 2
        else:
            out, before = (n - k) // s + 1, 0
        for a in range(k):
            # A window's edge repeated changes no maximum.
            start = np.arange(out) * s - before
            lowest, highest = np.maximum(start, 0), np.minimum(start + k - 1, n - 1)
            indices.append(np.clip(start + a, lowest, highest))
    best = None
    for row in rows:
        for col in cols:
            part = x[:, row][:, :, col]
            best = part if best is None else np.maximum(best, part)
    return best
