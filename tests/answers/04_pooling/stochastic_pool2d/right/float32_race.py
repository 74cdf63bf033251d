def stochastic_pool2d(x, pool, rng, training):
    # The first of several clocks whose rates are the entries rings with the wanted probability.
    ph, pw = pool
    a = x.astype(np.float32)
    blocks = [a[:, i::ph, j::pw] for i in range(ph) for j in range(pw)]
    if not training:
        total = sum(blocks)
        return sum(b * b for b in blocks) / np.maximum(total, np.float32(1e-30))
    best, value = np.full(blocks[0].shape, np.inf), np.zeros(blocks[0].shape, np.float32)
    for b in reversed(blocks):
        clock = np.where(b > 0, rng.exponential(size=b.shape) / np.where(b > 0, b, 1), np.inf)
        value = np.where(clock < best, b, value)
        best = np.minimum(clock, best)
    return value
