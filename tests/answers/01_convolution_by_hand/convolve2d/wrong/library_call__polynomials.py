def convolve2d(image, kernel):
    kh, kw = kernel.shape
    height, width = image.shape
    rows = []
    for i in range(height - kh + 1):
        total = np.zeros(width + kw - 1)
        for a in range(kh):
            total += np.convolve(image[i + kh - 1 - a].astype(float), kernel[a].astype(float))
        rows.append(total[kw - 1 : width])
    return np.array(rows)
