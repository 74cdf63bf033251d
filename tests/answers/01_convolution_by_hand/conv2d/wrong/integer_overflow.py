def conv2d(x, w, b):
    kh, kw, _, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, c_out))
    for i in range(height):
        for j in range(width):
            for k in range(c_out):
                products = x[:, i : i + kh, j : j + kw] * w[..., k]
                output[:, i, j, k] = products.sum(axis=(1, 2, 3)) + b[k]
    return output
