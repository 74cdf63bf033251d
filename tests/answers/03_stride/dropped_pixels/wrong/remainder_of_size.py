def dropped_pixels(n, k, stride):
    return n % stride
