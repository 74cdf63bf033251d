def conv_matrix(kernel, height, width):
    kh, kw = kernel.shape
    total = 0
    for a in range(kh):
        for c in range(kw):
            down = np.eye(height - kh + 1, height, a)
            right = np.eye(width - kw + 1, width, c)
            total = total + float(kernel[a, c]) * np.kron(down, right)
    return total.astype(np.float32)
