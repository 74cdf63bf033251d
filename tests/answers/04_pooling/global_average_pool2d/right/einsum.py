def global_average_pool2d(x):
    return np.einsum("nijc->nc", x.astype(float)) / (x.shape[1] * x.shape[2])
