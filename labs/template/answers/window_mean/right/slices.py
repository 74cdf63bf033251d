import numpy as np


def window_mean(image, row, col, size):
    top, left = row - size[0] // 2, col - size[1] // 2
    window = image[top : top + size[0], left : left + size[1]]
    return float(np.mean(window))
