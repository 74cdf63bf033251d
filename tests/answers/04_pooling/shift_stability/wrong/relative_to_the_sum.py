# unnamed: the change over the norm of the sum looks like no known mistake
def shift_stability(pool_function, image, shifts):
    still = np.asarray(pool_function(image), float)
    moved = [np.asarray(pool_function(np.roll(image, s, axis=1)), float) for s in shifts]
    sizes = [np.linalg.norm(m - still) / np.linalg.norm(m + still) for m in moved]
    return float(np.mean(sizes))
