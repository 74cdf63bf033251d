def pad_amounts(n, k, stride=1):
    last_start = np.arange(0, n, stride)[-1]
    total = np.maximum(last_start + k - n, 0)
    return np.int64(total // 2), np.int64(total - total // 2)
