def correlate2d(image, kernel):
    kh, kw = kernel.shape
    output = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for a in range(kh):
        for b in range(kw):
            output += float(kernel[a, b]) * image[a : a - kh + 1, b : b - kw + 1]
    return output
