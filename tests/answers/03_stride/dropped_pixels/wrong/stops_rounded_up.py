def dropped_pixels(n, k, stride):
    stops = -(-(n - k) // stride) + 1
    return n - (stops - 1) * min(k, stride) - k
