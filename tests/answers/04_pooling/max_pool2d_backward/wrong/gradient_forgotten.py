def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        a, b = np.unravel_index(window.argmax(), pool)
        dx[n, i * ph + a, j * pw + b, c] = 1
    return dx
