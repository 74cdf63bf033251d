def sharpen_kernel():
    kernel = np.zeros(9)
    kernel[[1, 3, 5, 7]] = -1
    kernel[4] = 5
    return kernel.reshape(3, 3)


def box_kernel(size):
    weights = np.ones((size, size))
    weights /= weights.sum()
    return weights


def sobel_kernels():
    gx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.int8)
    return gx, gx.T
