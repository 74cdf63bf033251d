def conv_matrix(kernel, height, width):
    kh, kw = kernel.shape
    oh, ow = height - kh + 1, width - kw + 1
    m = np.zeros((oh * ow, height * width), dtype=int)
    for i in range(oh):
        for j in range(ow):
            for a in range(kh):
                for c in range(kw):
                    m[i * ow + j, (i + a) * width + j + c] = kernel[a, c]
    return m
