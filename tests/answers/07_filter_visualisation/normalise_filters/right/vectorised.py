def normalise_filters(w):
    w = w.astype(float)
    low, high = w.min(axis=(0, 1, 2)), w.max(axis=(0, 1, 2))
    spread = np.where(high > low, high - low, 1)
    return np.where(high > low, (w - low) / spread, 0.5)
