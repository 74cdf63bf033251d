def global_average_pool2d(x):
    return x.max(axis=(1, 2)).astype(float)
