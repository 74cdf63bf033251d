KERNELS = {}


def average_as_convolution(pool, channels):
    key = (*pool, channels)
    if key not in KERNELS:
        KERNELS[key] = np.ones((*key, 1)) / (pool[0] * pool[1])
    return KERNELS[key]
