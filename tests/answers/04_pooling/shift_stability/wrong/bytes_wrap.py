def shift_stability(pool_function, image, shifts):
    still = pool_function(image)
    moved = [pool_function(np.roll(image, s, axis=1)) for s in shifts]
    size = np.linalg.norm(still.astype(float))
    return float(np.mean([np.linalg.norm((m - still).astype(float)) for m in moved]) / size)
