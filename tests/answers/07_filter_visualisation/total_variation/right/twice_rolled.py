def total_variation(image):
    x = np.asarray(image, dtype=np.float64)
    down, right = x[1:, :] - x[:-1, :], x[:, 1:] - x[:, :-1]
    return np.mean(np.abs(down)) + np.mean(np.abs(right))


def jitter(image, shift):
    down, right = shift
    return np.roll(np.roll(image, down, axis=0), right, axis=1)
