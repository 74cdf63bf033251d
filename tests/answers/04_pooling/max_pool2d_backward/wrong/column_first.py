def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        b, a = divmod(window.T.argmax(), ph)
        dx[n, i * ph + a, j * pw + b, c] = dy[n, i, j, c]
    return dx
