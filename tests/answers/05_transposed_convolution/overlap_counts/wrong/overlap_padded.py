def overlap_counts(n, k, stride):
    counts = np.zeros(n * stride + max(k - stride, 0), int)
    for i in range(n):
        counts[i * stride : i * stride + k] += 1
    return counts
