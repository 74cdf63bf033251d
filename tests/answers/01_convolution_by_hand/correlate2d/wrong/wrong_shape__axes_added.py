def correlate2d(image, kernel):
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((1, rows, cols, 1))
    for i in range(rows):
        for j in range(cols):
            output[0, i, j, 0] = np.sum(image[i : i + kh, j : j + kw].astype(float) * kernel)
    return output
