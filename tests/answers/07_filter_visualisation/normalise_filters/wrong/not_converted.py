# unnamed: what overflows here depends on the type
def normalise_filters(w):
    w = w + 0
    low, high = w.min(axis=(0, 1, 2), keepdims=True), w.max(axis=(0, 1, 2), keepdims=True)
    spread = np.where(high > low, high - low, 1)
    return np.where(high > low, (w - low) / spread, 0.5)
