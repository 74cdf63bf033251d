# unnamed: another pair of kernels by another name
def sharpen_kernel():
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


def box_kernel(size):
    return np.full((size, size), 1 / size**2)


def sobel_kernels():
    gx = np.outer([3.0, 10.0, 3.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
