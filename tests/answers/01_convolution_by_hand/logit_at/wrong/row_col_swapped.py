def logit_at(image, kernel, row, col):
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    window = image[col - h1 : col + h1 + 1, row - h2 : row + h2 + 1].astype(float)
    return float(np.sum(window * kernel))
