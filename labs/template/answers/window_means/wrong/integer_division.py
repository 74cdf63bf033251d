import numpy as np


def window_means(image, size):
    windows = np.lib.stride_tricks.sliding_window_view(image, size)
    return windows.sum(axis=(2, 3), dtype=float) // (size[0] * size[1])
