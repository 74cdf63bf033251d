def normalise_filters(w):
    filters = [np.asarray(one, dtype=np.float32) for one in np.moveaxis(w, 3, 0)]
    shown = [
        np.interp(one, [one.min(), one.max()], [0, 1]) if np.ptp(one) else np.full(one.shape, 0.5)
        for one in filters
    ]
    return np.stack(shown, axis=3).astype(np.float32)
