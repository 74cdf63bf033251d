def dropped_pixels(n, k, stride):
    starts = range(0, n - k + 1, stride)
    return len(set(range(n)) - {s + a for s in starts for a in range(k)})
