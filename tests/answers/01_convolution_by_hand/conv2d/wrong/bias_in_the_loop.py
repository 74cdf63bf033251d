def conv2d(x, w, b):
    kh, kw, _, c_out = w.shape
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    output = np.zeros((len(x), height, width, c_out))
    for a in range(kh):
        for c in range(kw):
            output += x[:, a : a + height, c : c + width].astype(float) @ w[a, c] + b
    return output
