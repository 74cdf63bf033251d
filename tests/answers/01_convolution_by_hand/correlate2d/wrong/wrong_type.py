def correlate2d(image, kernel):
    kh, kw = kernel.shape
    rows = range(image.shape[0] - kh + 1)
    cols = range(image.shape[1] - kw + 1)
    return [
        [float(np.sum(image[i : i + kh, j : j + kw].astype(float) * kernel)) for j in cols]
        for i in rows
    ]
