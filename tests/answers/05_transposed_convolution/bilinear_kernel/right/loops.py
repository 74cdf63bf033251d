def bilinear_kernel(stride):
    side = 2 * stride - stride % 2
    kernel = np.zeros((side, side), dtype=np.float32)
    for a in range(side):
        for c in range(side):
            down = 1 - abs(2 * a - side + 1) / (2 * stride)
            right = 1 - abs(2 * c - side + 1) / (2 * stride)
            kernel[a, c] = down * right
    return kernel
