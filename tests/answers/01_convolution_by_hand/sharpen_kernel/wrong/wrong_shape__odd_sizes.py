def sharpen_kernel():
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


def box_kernel(size):
    half = size // 2
    return np.full((2 * half + 1, 2 * half + 1), 1 / (2 * half + 1) ** 2)


def sobel_kernels():
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
