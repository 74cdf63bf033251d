def shift_stability(pool_function, image, shifts):
    width = image.shape[1]
    columns = np.arange(width)
    still = np.asarray(pool_function(image), float).flatten()
    ratios = []
    for s in shifts:
        moved = np.asarray(pool_function(image[:, (columns - s) % width]), float).flatten()
        ratios.append(((moved - still) @ (moved - still) / (still @ still)) ** 0.5)
    return sum(ratios) / len(ratios)
