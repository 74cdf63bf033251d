# unnamed: it divides by the side, a slip of the formula with no name
def bilinear_kernel(stride):
    side = 2 * stride - stride % 2
    centre = (side - 1) / 2
    line = 1 - abs(np.arange(side) - centre) / side
    return line[:, None] * line
