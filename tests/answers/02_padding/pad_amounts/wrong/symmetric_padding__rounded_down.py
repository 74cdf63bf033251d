def pad_amounts(n, k, stride=1):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total // 2, total // 2
