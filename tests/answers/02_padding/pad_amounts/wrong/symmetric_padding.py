def pad_amounts(n, k, stride=1):
    return k // 2, k // 2
