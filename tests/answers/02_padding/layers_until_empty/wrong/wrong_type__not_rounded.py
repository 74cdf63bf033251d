def layers_until_empty(n, k):
    return (n - 1) / (k - 1)
