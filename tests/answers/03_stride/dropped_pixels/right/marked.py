def dropped_pixels(n, k, stride):
    seen = np.zeros(n, dtype=bool)
    for start in range(0, n - k + 1, stride):
        seen[start : start + k] = True
    return int(np.count_nonzero(~seen))
