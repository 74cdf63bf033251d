def conv2d(x, w, b):
    kh, kw, _, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((1, height, width, c_out))
    for i in range(height):
        for j in range(width):
            for k in range(c_out):
                window = x[0, i : i + kh, j : j + kw].astype(float)
                output[0, i, j, k] = np.sum(window * w[..., k]) + b[k]
    return output
