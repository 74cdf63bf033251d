def overlap_counts(n, k, stride):
    starts = np.zeros((n - 1) * stride + 1, dtype=np.int64)
    starts[::stride] = 1
    return np.convolve(starts, np.ones(k, dtype=np.int64))
