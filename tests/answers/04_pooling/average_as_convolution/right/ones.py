def average_as_convolution(pool, channels):
    return np.ones((pool[0], pool[1], channels, 1)) / (pool[0] * pool[1])
