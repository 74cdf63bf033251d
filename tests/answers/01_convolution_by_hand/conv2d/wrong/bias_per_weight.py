def conv2d(x, w, b):
    kh, kw, c_in, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, c_out))
    for i in range(height):
        for j in range(width):
            for k in range(c_out):
                window = x[:, i : i + kh, j : j + kw].astype(float)
                output[:, i, j, k] = (window * w[..., k] + b[k]).sum(axis=(1, 2, 3))
    return output
