def bilinear_kernel(stride):
    return np.ones((stride, stride))
