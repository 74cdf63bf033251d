import numpy as np


def window_means(image, size):
    windows = np.lib.stride_tricks.sliding_window_view(image, size[::-1])
    return windows.mean(axis=(2, 3))
