def compose_kernels(k1, k2):
    pairs = np.multiply.outer(k1.astype(np.float32), k2.astype(np.float32))
    a, b, c, d = np.indices(pairs.shape)
    composed = np.zeros(np.array(k1.shape) + k2.shape - 1, dtype=np.float32)
    np.add.at(composed, (a + c, b + d), pairs)
    return composed
