import numpy as np


def window_means(image, size):
    sums = np.zeros((image.shape[0] + 1, image.shape[1] + 1))
    sums[1:, 1:] = image.astype(float).cumsum(axis=0).cumsum(axis=1)
    h, w = size
    total = sums[h:, w:] - sums[:-h, w:] - sums[h:, :-w] + sums[:-h, :-w]
    return total / (h * w)
