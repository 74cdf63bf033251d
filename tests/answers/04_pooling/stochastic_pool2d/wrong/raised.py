def stochastic_pool2d(x, pool, rng, training):
    out = np.zeros((x.shape[0], x.shape[1] // pool[0], x.shape[2] // pool[1], x.shape[3]))
    for n, i, j, c in np.ndindex(out.shape):
        a = x[n, i * pool[0] : (i + 1) * pool[0], j * pool[1] : (j + 1) * pool[1], c].ravel()
        if training:
            out[n, i, j, c] = rng.choice(a, p=a / a.sum())
        elif a.sum() > 0:
            out[n, i, j, c] = (a.astype(float) ** 2).sum() / a.sum()
    return out
