def global_average_pool2d(x):
    means = np.zeros((len(x), x.shape[3]), dtype=x.dtype)
    means[:] = x.mean(axis=(1, 2))
    return means
