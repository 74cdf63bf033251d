def sharpen_kernel():
    return np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])


def box_kernel(size):
    return np.outer(np.full(size, 1 / size), np.full(size, 1 / size))


def sobel_kernels():
    smooth, change = np.array([1, 2, 1]), np.array([-1, 0, 1])
    return [smooth[:, None] * change, change[:, None] * smooth]
