def total_variation(image):
    image = image.astype(float)
    vertical = np.abs(image[1:] - image[:-1])
    horizontal = np.abs(image[:, 1:] - image[:, :-1])
    return float(vertical.mean() + horizontal.mean())


def jitter(image, shift):
    steps = [shift[0], shift[1], 0][: image.ndim]
    return scipy.ndimage.shift(image, steps, order=0)
