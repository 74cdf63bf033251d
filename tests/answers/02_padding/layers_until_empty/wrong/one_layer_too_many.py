def layers_until_empty(n, k):
    layers = 0
    while n > 0:
        n -= k - 1
        layers += 1
    return layers
