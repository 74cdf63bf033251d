def pad_amounts(n, k, stride=1):
    total = (-(-n // stride) - 1) * stride + k - n
    return total // 2, total - total // 2
