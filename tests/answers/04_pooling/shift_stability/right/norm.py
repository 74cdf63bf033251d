def shift_stability(pool_function, image, shifts):
    reference = np.array(pool_function(image), dtype=np.float64)
    total = 0.0
    for shift in shifts:
        result = np.array(pool_function(np.roll(image, shift, axis=1)), dtype=np.float64)
        total += np.linalg.norm((result - reference).ravel())
    return total / len(shifts) / np.linalg.norm(reference.ravel())
