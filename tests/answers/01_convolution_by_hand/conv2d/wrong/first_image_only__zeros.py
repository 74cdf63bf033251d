def conv2d(x, w, b):
    kh, kw, _, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, c_out))
    for n in range(len(x)):
        for i in range(height):
            for j in range(width):
                for k in range(c_out):
                    window = x[n, i : i + kh, j : j + kw].astype(float)
                    output[n, i, j, k] = np.sum(window * w[..., k]) + b[k]
        return output
