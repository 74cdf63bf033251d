def bilinear_kernel(stride):
    side = 2 * stride - stride % 2
    away = np.arange(side) - (side - 1) / 2
    return np.maximum(1 - np.sqrt(away[:, None] ** 2 + away**2) / stride, 0)
