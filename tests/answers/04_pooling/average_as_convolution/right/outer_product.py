def average_as_convolution(pool, channels):
    ph, pw = pool
    one = np.outer(np.full(ph, 1 / ph), np.full(pw, 1 / pw))
    return np.stack([one] * channels, axis=-1)[..., np.newaxis]
