def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape, dtype=float)
    for n in range(dy.shape[0]):
        for i in range(dy.shape[1]):
            for j in range(dy.shape[2]):
                for c in range(dy.shape[3]):
                    window = x[n, i * ph : i * ph + ph, j * pw : j * pw + pw, c]
                    a, b = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, i * ph + a, j * pw + b, c] = dy[n, i, j, c]
    return dx
