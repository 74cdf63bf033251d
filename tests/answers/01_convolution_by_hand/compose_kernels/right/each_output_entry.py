def compose_kernels(k1, k2):
    k1, k2 = np.float64(k1), np.float64(k2)
    height, width = np.add(k1.shape, k2.shape) - 1
    out = np.empty((height, width))
    for i in range(height):
        for j in range(width):
            rows = range(max(0, i - k2.shape[0] + 1), min(i, k1.shape[0] - 1) + 1)
            cols = range(max(0, j - k2.shape[1] + 1), min(j, k1.shape[1] - 1) + 1)
            out[i, j] = sum(k1[a, b] * k2[i - a, j - b] for a in rows for b in cols)
    return out
