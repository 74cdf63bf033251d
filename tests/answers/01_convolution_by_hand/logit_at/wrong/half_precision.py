# unnamed: rounding has no pattern of its own
def logit_at(image, kernel, row, col):
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    window = image[row - h1 : row + h1 + 1, col - h2 : col + h2 + 1]
    return float(np.sum(window.astype(np.float16) * kernel.astype(np.float16)))
