def convolve2d(image, kernel):
    kh, kw = kernel.shape
    output = np.zeros((image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    for a in range(kh):
        for b in range(kw):
            output[a : a + image.shape[0], b : b + image.shape[1]] += float(kernel[a, b]) * image
    return output
