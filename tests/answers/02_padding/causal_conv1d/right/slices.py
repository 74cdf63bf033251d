def causal_conv1d(x, w):
    k = len(w)
    padded = np.pad(x, ((0, 0), (k - 1, 0), (0, 0))).astype(float)
    out = np.zeros((x.shape[0], x.shape[1], w.shape[2]))
    for a in range(k):
        out += padded[:, a : a + x.shape[1]] @ w[a]
    return out
