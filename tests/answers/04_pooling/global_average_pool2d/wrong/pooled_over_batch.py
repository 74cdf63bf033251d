def global_average_pool2d(x):
    return x.mean(axis=(0, 1, 2))
