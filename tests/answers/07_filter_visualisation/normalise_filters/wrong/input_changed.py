def normalise_filters(w):
    for k in range(w.shape[3]):
        low, high = w[..., k].min(), w[..., k].max()
        w[..., k] = (w[..., k] - low) / (high - low)
    return w
