def correlate2d(image, kernel):
    if image.dtype.kind in "iu" and kernel.dtype.kind in "iu":
        image, kernel = image.astype(np.int64), kernel.astype(np.int64)
    else:
        image, kernel = image.astype(float), kernel.astype(float)
    kh, kw = kernel.shape
    rows = []
    for i in range(image.shape[0] - kh + 1):
        row = [
            (image[i : i + kh, j : j + kw] * kernel).sum() for j in range(image.shape[1] - kw + 1)
        ]
        rows.append(row)
    return np.array(rows)
