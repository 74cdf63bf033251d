def average_as_convolution(pool, channels):
    return np.full((*pool, channels, 1), 1 / np.prod(pool), dtype=np.float32)
