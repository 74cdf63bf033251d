kept = {}


def correlate2d(image, kernel):
    kh, kw = kernel.shape
    shape = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = kept.setdefault(shape, np.zeros(shape))
    for i in range(shape[0]):
        for j in range(shape[1]):
            output[i, j] = np.sum(image[i : i + kh, j : j + kw].astype(float) * kernel)
    return output
