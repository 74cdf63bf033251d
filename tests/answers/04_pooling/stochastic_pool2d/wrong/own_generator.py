def stochastic_pool2d(x, pool, rng, training):
    out = np.zeros((x.shape[0], x.shape[1] // pool[0], x.shape[2] // pool[1], x.shape[3]))
    for n, i, j, c in np.ndindex(out.shape):
        a = x[n, i * pool[0] : (i + 1) * pool[0], j * pool[1] : (j + 1) * pool[1], c]
        a = a.astype(float).ravel()
        if a.any():
            p = a / a.sum()
            out[n, i, j, c] = np.random.choice(a, p=p) if training else a @ p
    return out
