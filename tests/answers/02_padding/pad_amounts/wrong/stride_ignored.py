def pad_amounts(n, k, stride=1):
    return (k - 1) // 2, k - 1 - (k - 1) // 2
