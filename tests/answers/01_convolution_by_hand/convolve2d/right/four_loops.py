def convolve2d(image, kernel):
    kh, kw = kernel.shape
    output = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            for a in range(kh):
                for b in range(kw):
                    output[i, j] += float(kernel[a, b]) * float(
                        image[i + kh - 1 - a, j + kw - 1 - b]
                    )
    return output
