def dropped_pixels(n, k, stride):
    tail = (n - k) % stride
    gaps = (n - k) // stride
    return tail + gaps * max(stride - k, 0)
