def conv2d(x, w, b):
    kh, kw, c_in, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, c_out))
    for i in range(height):
        for j in range(width):
            for k in range(c_out):
                for c in range(c_in):
                    window = x[:, i : i + kh, j : j + kw, c].astype(float)
                    output[:, i, j, k] += (window * w[:, :, c, k]).sum(axis=(1, 2)) + b[k]
    return output
