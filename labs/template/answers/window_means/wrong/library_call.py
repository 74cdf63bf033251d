import numpy as np
import scipy.signal


def window_means(image, size):
    weights = np.full(size, 1 / (size[0] * size[1]))
    return scipy.signal.correlate2d(image.astype(float), weights, mode="valid")
