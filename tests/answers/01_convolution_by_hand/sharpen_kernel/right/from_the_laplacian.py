def sharpen_kernel():
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    return identity - data.LAPLACIAN


def box_kernel(size):
    return np.ones((size, size)) / (size * size)


def sobel_kernels():
    gx = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    return gx, np.transpose(gx).copy()
