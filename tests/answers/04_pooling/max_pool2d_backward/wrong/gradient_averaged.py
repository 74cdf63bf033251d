def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        dx[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c] = dy[n, i, j, c] / (ph * pw)
    return dx
