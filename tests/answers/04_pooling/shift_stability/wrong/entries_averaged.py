def shift_stability(pool_function, image, shifts):
    still = np.asarray(pool_function(image), float)
    moved = [np.asarray(pool_function(np.roll(image, s, axis=1)), float) for s in shifts]
    return float(np.mean([np.abs(m - still).mean() for m in moved]) / np.abs(still).mean())
