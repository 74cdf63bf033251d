def border_fraction(height, width, k):
    rows, cols = np.arange(height)[:, None], np.arange(width)
    near = np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(cols, width - 1 - cols))
    return np.mean(near < (k - 1) / 2)
