def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        part = np.s_[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        mask = x[part] == x[part].max()
        dx[part] = mask * dy[n, i, j, c] / mask.sum()
    return dx
