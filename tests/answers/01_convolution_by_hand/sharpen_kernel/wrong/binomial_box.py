# unnamed: a blur with weights that fall off, which sums to 1 too
def sharpen_kernel():
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


def box_kernel(size):
    row = np.poly1d([0.5, 0.5]) ** (size - 1)
    return np.outer(row.coeffs, row.coeffs)


def sobel_kernels():
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
