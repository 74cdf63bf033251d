def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    rows, cols = dy.shape[1] * ph, dy.shape[2] * pw
    parts = [(a, b) for a in range(ph) for b in range(pw)]
    top = np.max([x[:, a:rows:ph, b:cols:pw] for a, b in parts], axis=0)
    waiting = np.ones(dy.shape, dtype=bool)
    dx = np.zeros(x.shape, dtype=dy.dtype)
    for a, b in parts:
        wins = waiting & (x[:, a:rows:ph, b:cols:pw] == top)
        dx[:, a:rows:ph, b:cols:pw] = np.where(wins, dy, 0)
        waiting &= ~wins
    return dx
