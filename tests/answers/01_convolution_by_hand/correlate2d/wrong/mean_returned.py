def correlate2d(image, kernel):
    kh, kw = kernel.shape
    output = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            output[i, j] = np.mean(image[i : i + kh, j : j + kw].astype(float) * kernel)
    return output
