def total_variation(image):
    image = image.astype(float)
    return float(sum(np.abs(np.diff(image, axis=axis)).mean() for axis in (0, 1)))


def jitter(image, shift):
    return np.roll(image, shift, axis=(0, 1))
