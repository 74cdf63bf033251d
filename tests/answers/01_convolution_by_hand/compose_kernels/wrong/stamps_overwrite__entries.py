def compose_kernels(k1, k2):
    composed = np.zeros((k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1))
    for a in range(k2.shape[0]):
        for b in range(k2.shape[1]):
            for c in range(k1.shape[0]):
                for d in range(k1.shape[1]):
                    composed[a + c, b + d] = float(k1[c, d]) * float(k2[a, b])
    return composed
