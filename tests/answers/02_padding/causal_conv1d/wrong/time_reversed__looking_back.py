def causal_conv1d(x, w):
    out = np.zeros((x.shape[0], x.shape[1], w.shape[2]))
    for t in range(x.shape[1]):
        for a in range(min(len(w), t + 1)):
            out[:, t] += x[:, t - a].astype(float) @ w[a]
    return out
