def layers_until_empty(n, k):
    layers = 0
    while n >= k:
        n -= k
        layers += 1
    return layers
