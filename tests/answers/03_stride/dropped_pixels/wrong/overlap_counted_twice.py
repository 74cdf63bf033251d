def dropped_pixels(n, k, stride):
    return n - ((n - k) // stride + 1) * k
