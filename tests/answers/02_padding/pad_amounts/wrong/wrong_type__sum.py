def pad_amounts(n, k, stride=1):
    return max((-(-n // stride) - 1) * stride + k - n, 0)
