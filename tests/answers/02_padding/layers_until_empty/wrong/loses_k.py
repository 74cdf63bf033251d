def layers_until_empty(n, k):
    return n // k
