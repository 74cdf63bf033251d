def global_average_pool2d(x):
    return np.array([image.mean() for image in x])
