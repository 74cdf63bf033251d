def compose_kernels(k1, k2):
    kind = np.int64 if k1.dtype.kind in "iu" and k2.dtype.kind in "iu" else np.float64
    k1, k2 = k1.astype(kind), k2.astype(kind)
    composed = np.zeros((len(k1) + len(k2) - 1, len(k1[0]) + len(k2[0]) - 1), kind)
    for a, row in enumerate(k1):
        for b, entry in enumerate(row):
            composed[a : a + len(k2), b : b + len(k2[0])] += entry * k2
    return composed
