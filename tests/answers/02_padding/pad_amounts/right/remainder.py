def pad_amounts(n, k, stride=1):
    rest = n % stride
    total = max(k - (rest or stride), 0)
    return [total // 2, (total + 1) // 2]
