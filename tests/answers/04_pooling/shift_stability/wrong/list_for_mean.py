def shift_stability(pool_function, image, shifts):
    still = np.asarray(pool_function(image), float)
    moved = [np.asarray(pool_function(np.roll(image, s, axis=1)), float) for s in shifts]
    return np.array([np.linalg.norm(m - still) / np.linalg.norm(still) for m in moved])
