def overlap_counts(n, k, stride):
    counts = []
    for p in range((n - 1) * stride + k):
        last = min(p // stride, n - 1)
        first = max(-((k - 1 - p) // stride), 0)
        counts.append(max(last - first + 1, 0))
    return np.array(counts, dtype=np.int32)
