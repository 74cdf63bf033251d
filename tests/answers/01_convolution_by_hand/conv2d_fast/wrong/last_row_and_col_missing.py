def conv2d_fast(x, w, b):
    x = x.astype(float)
    height, width = x.shape[1] - w.shape[0], x.shape[2] - w.shape[1]
    output = np.zeros((len(x), height, width, w.shape[3]))
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            output += x[:, a : a + height, c : c + width] @ w[a, c]
    return output + b
