# unnamed: sums over all calls so far have no pattern of their own
totals = {}


def correlate2d(image, kernel):
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = totals.setdefault((rows, cols), np.zeros((rows, cols)))
    for a in range(kh):
        for b in range(kw):
            output += float(kernel[a, b]) * image[a : a + rows, b : b + cols]
    return output.copy()
