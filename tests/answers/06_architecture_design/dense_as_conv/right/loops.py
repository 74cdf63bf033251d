def dense_as_conv(dense_kernel, input_shape):
    h, w, c = input_shape
    kernel = np.zeros((h, w, c, dense_kernel.shape[1]), dtype=dense_kernel.dtype)
    row = 0
    for i in range(h):
        for j in range(w):
            for k in range(c):
                kernel[i, j, k] = dense_kernel[row]
                row += 1
    return kernel
