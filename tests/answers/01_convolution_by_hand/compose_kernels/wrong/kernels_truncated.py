def compose_kernels(k1, k2):
    k2 = k2.astype(k1.dtype).astype(float)
    composed = np.zeros((k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1))
    for (a, b), weight in np.ndenumerate(k2):
        composed[a : a + k1.shape[0], b : b + k1.shape[1]] += weight * k1.astype(float)
    return composed
