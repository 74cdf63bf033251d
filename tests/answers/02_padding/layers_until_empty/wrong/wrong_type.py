def layers_until_empty(n, k):
    return np.floor((n - 1) / (k - 1))
