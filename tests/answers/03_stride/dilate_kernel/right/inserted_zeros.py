def dilate_kernel(w, rate):
    for axis in (0, 1):
        between = np.repeat(np.arange(1, w.shape[axis]), rate - 1)
        w = np.insert(w, between, 0, axis=axis)
    return w.copy()
