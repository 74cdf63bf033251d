def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        best, place = -np.inf, None
        for a in range(i * ph, (i + 1) * ph):
            for b in range(j * pw, (j + 1) * pw):
                if x[n, a, b, c] >= best:
                    best, place = x[n, a, b, c], (n, a, b, c)
        dx[place] = dy[n, i, j, c]
    return dx
