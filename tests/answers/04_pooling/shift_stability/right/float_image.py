def shift_stability(pool_function, image, shifts):
    image = image.astype(float)
    still = pool_function(image)
    return np.mean(
        [np.linalg.norm(pool_function(np.roll(image, s, axis=1)) - still) for s in shifts]
    ) / np.linalg.norm(still)
