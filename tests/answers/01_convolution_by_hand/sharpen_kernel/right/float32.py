def sharpen_kernel():
    kernel = -data.LAPLACIAN.astype(np.float32)
    kernel[1, 1] += 1
    return kernel


def box_kernel(size):
    kernel = np.empty((size, size), dtype=np.float32)
    kernel.fill(1.0 / size**2)
    return kernel


def sobel_kernels():
    gy = np.zeros((3, 3), dtype=np.float32)
    gy[0], gy[2] = (-1, -2, -1), (1, 2, 1)
    return gy.T.copy(), gy
