def global_average_pool2d(x):
    return [[float(image[:, :, c].mean()) for c in range(x.shape[3])] for image in x]
