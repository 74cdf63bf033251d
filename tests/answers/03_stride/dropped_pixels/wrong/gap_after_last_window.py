def dropped_pixels(n, k, stride):
    stops = (n - k) // stride + 1
    return stops * max(stride - k, 0) + (n - k) % stride
