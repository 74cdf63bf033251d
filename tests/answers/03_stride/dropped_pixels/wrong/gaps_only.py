def dropped_pixels(n, k, stride):
    stops = (n - k) // stride + 1
    if stride > k:
        return (stops - 1) * (stride - k)
    return n - (stops - 1) * stride - k
