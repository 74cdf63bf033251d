def compose_kernels(k1, k2):
    (h1, w1), (h2, w2) = k1.shape, k2.shape
    composed = np.zeros((h1 + h2 - 1, w1 + w2 - 1))
    for a in range(h1):
        for b in range(w1):
            composed[a : a + h2, b : b + w2] = float(k1[a, b]) * k2
    return composed
