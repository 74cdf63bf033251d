def stochastic_pool2d(x, pool, rng, training):
    (n, h, w, c), (ph, pw) = x.shape, pool
    a = x.astype(float).reshape(n, h // ph, ph, w // pw, pw, c)
    a = a.transpose(0, 1, 3, 5, 2, 4).reshape(n, h // ph, w // pw, c, ph * pw)
    total = a.sum(axis=-1)
    if not training:
        return (a * a).sum(axis=-1) / np.where(total == 0, 1, total)
    threshold = rng.random() * total
    chosen = (a.cumsum(axis=-1) > threshold[..., None]).argmax(axis=-1)
    return np.take_along_axis(a, chosen[..., None], axis=-1)[..., 0]
