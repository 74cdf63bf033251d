def causal_conv1d(x, w):
    n, moments, _ = x.shape
    out = np.zeros((n, moments, w.shape[2]), dtype=np.float64)
    for t in range(moments):
        for back in range(min(t + 1, w.shape[0])):
            out[:, t] += x[:, t - back].astype(float) @ w[w.shape[0] - 1 - back].astype(float)
    return out
