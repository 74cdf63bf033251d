def logit_at(image, kernel, row, col):
    top, left = row - kernel.shape[0] // 2, col - kernel.shape[1] // 2
    window = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
    return np.dot(window.ravel().astype(np.float64), kernel.ravel().astype(np.float64))
