def dropped_pixels(n, k, stride):
    stops = 1 + (n - k) // stride
    if stride >= k:
        return n - stops * k
    return n - (stops - 1) * stride - k
