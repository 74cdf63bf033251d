def overlap_counts(n, k, stride):
    counts = np.zeros((n - 1) * stride + k, int)
    for i in range(n):
        counts[i * stride : i * stride + k] += 1
