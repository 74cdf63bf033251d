import numpy as np


def window_means(image, size):
    windows = np.lib.stride_tricks.sliding_window_view(image, size)
    return windows.max(axis=(2, 3)).astype(float)
