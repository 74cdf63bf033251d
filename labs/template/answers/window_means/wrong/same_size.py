import numpy as np


def window_means(image, size):
    up, left = (size[0] - 1) // 2, (size[1] - 1) // 2
    below, right = size[0] - 1 - up, size[1] - 1 - left
    padded = np.pad(image, ((up, below), (left, right)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)
    return windows.mean(axis=(2, 3))
