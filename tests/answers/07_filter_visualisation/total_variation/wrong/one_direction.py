def total_variation(image):
    image = image.astype(float)
    vertical = np.abs(image[1:] - image[:-1])
    horizontal = np.abs(image[:, 1:] - image[:, :-1])
    return float(horizontal.mean())


def jitter(image, shift):
    return np.roll(image, (shift[0], shift[1]), axis=(0, 1))
