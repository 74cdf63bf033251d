def normalise_filters(w):
    w = w.astype(float)
    low, high = w.min(axis=(0, 1, 2), keepdims=True), w.max(axis=(0, 1, 2), keepdims=True)
    spread = np.where(high > low, high - low, 1)
    return (w - low) / spread
