def stochastic_pool2d(x, pool, rng, training):
    out = np.zeros((x.shape[0], x.shape[1] // pool[0], x.shape[2] // pool[1], x.shape[3]))
    for c in range(out.shape[3]):
        for j in range(out.shape[2]):
            for i in range(out.shape[1]):
                for n in range(out.shape[0]):
                    rows = slice(i * pool[0], (i + 1) * pool[0])
                    a = np.array(x[n, rows, j * pool[1] : (j + 1) * pool[1], c], float).ravel()
                    if not a.any():
                        continue
                    p = a / a.sum()
                    out[n, i, j, c] = a @ (rng.multinomial(1, p) if training else p)
    return out
