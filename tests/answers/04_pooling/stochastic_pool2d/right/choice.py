def stochastic_pool2d(x, pool, rng, training):
    n, h, w, c = x.shape
    ph, pw = pool
    out = np.zeros((n, h // ph, w // pw, c))
    for k in range(n):
        for i in range(h // ph):
            for j in range(w // pw):
                for d in range(c):
                    a = x[k, i * ph : i * ph + ph, j * pw : j * pw + pw, d].astype(float).flatten()
                    if a.sum() > 0:
                        p = a / a.sum()
                        out[k, i, j, d] = a[rng.choice(len(a), p=p)] if training else np.sum(p * a)
    return out
