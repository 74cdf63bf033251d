def pad_amounts(n, k, stride=1):
    return 0, max((-(-n // stride) - 1) * stride + k - n, 0)
