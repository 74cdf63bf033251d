import numpy as np


def window_means(image, size):
    rows, cols = image.shape[0] - size[0], image.shape[1] - size[1]
    means = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            means[i, j] = image[i : i + size[0], j : j + size[1]].mean()
    return means
