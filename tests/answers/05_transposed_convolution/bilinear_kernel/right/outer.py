def bilinear_kernel(stride):
    side = 2 * stride - stride % 2
    centre = (side - 1) / 2
    line = 1 - abs(np.arange(side) - centre) / stride
    return line[:, None] * line
