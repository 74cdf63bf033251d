def compose_kernels(k1, k2):
    height, width = max(k1.shape[0], k2.shape[0]), max(k1.shape[1], k2.shape[1])
    total = np.zeros((height, width))
    total[: k1.shape[0], : k1.shape[1]] += k1
    total[: k2.shape[0], : k2.shape[1]] += k2
    return total
