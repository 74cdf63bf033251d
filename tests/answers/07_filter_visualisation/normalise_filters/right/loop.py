def normalise_filters(w):
    out = np.empty(w.shape)
    for k in range(w.shape[-1]):
        low, high = float(w[..., k].min()), float(w[..., k].max())
        if low == high:
            out[..., k] = 0.5
        else:
            out[..., k] = (w[..., k].astype(float) - low) / (high - low)
    return out
