def compose_kernels(k1, k2):
    if k1.dtype.kind in "iu" and k2.dtype.kind in "iu":
        k1, k2 = k1.astype(np.int16), k2.astype(np.int16)
    shape = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    composed = np.zeros(shape, dtype=np.result_type(k1, k2))
    for (a, b), weight in np.ndenumerate(k2):
        composed[a : a + k1.shape[0], b : b + k1.shape[1]] += weight * k1
    return composed
