def normalise_filters(w):
    w = w.astype(float)
    low, high = w.min(keepdims=True), w.max(keepdims=True)
    spread = np.where(high > low, high - low, 1)
    return np.where(high > low, (w - low) / spread, 0.5)
