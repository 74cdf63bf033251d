def sharpen_kernel():
    kernel = -np.ones((3, 3))
    kernel[1, 1] = 9
    return kernel


def box_kernel(size):
    return np.full((size, size), 1 / size**2)


def sobel_kernels():
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
