def bilinear_kernel(stride):
    side = 2 * stride - stride % 2
    return np.ones((side, side))
