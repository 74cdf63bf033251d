def correlate2d(image, kernel):
    n, k = image.shape[0], kernel.shape[0]
    output = np.zeros((n - k + 1, n - k + 1))
    for i in range(n - k + 1):
        for j in range(n - k + 1):
            window = image[i : i + k, j : j + k].astype(float)
            if window.shape == kernel.shape:
                output[i, j] = np.sum(window * kernel)
    return output
