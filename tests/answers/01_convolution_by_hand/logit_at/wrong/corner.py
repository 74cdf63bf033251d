def logit_at(image, kernel, row, col):
    window = image[row : row + kernel.shape[0], col : col + kernel.shape[1]].astype(float)
    if window.shape != kernel.shape:
        return 0.0
    return float(np.sum(window * kernel))
