def shift_stability(pool_function, image, shifts):
    still = np.asarray(pool_function(image), float)
    for s in shifts:
        moved = np.asarray(pool_function(np.roll(image, s, axis=1)), float)
        return float(np.linalg.norm(moved - still) / np.linalg.norm(still))
