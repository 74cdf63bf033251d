once = np.correlate


def correlate2d(image, kernel):
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, cols))
    for i in range(rows):
        for a in range(kh):
            output[i] += once(image[i + a].astype(float), kernel[a].astype(float), "valid")
    return output
