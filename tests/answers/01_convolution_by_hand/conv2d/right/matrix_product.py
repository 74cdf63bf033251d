def conv2d(x, w, b):
    kh, kw, c_in, c_out = w.shape
    n, height, width = x.shape[0], x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((n, height, width, c_out))
    for i in range(height):
        for j in range(width):
            window = x[:, i : i + kh, j : j + kw, :].reshape(n, -1).astype(float)
            output[:, i, j, :] = window @ w.reshape(-1, c_out) + b
    return output
