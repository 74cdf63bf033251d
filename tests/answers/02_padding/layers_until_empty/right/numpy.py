def layers_until_empty(n, k):
    sizes = np.arange(n, 0, 1 - k)
    return np.int64(len(sizes) - 1)
