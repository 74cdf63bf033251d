def sharpen_kernel():
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


def box_kernel(size):
    return np.ones((size, size), dtype=int) // size**2


def sobel_kernels():
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
