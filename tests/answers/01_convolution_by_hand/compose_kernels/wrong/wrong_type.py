def compose_kernels(k1, k2):
    (h1, w1), (h2, w2) = k1.shape, k2.shape
    composed = [[0.0] * (w1 + w2 - 1) for _ in range(h1 + h2 - 1)]
    for a, c in np.ndindex(h1, h2):
        for b, d in np.ndindex(w1, w2):
            composed[a + c][b + d] += float(k1[a, b]) * float(k2[c, d])
    return composed
