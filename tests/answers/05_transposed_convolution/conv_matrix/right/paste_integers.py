def conv_matrix(kernel, height, width):
    kh, kw = kernel.shape
    rows = []
    for i in range(height - kh + 1):
        for j in range(width - kw + 1):
            picture = np.zeros((height, width), kernel.dtype)
            picture[i : i + kh, j : j + kw] = kernel
            rows.append(picture.ravel())
    return np.stack(rows)
