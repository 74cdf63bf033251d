def layers_until_empty(n, k):
    half = max((k - 1) // 2, 1)
    layers = 0
    while n >= k:
        n -= half
        layers += 1
    return layers
