def layers_until_empty(n, k):
    return 0 if k > n else 1 + layers_until_empty(n - k + 1, k)
