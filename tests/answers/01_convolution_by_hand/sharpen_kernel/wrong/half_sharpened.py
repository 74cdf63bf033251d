# unnamed: half the Laplacian is a matter of taste, not a known slip
def sharpen_kernel():
    return np.array([[0.0, -0.5, 0.0], [-0.5, 3.0, -0.5], [0.0, -0.5, 0.0]])


def box_kernel(size):
    return np.full((size, size), 1 / size**2)


def sobel_kernels():
    gx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return gx, gx.T.copy()
