def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = x
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw, c]
        a, b = np.unravel_index(window.argmax(), pool)
        window[:] = 0
        window[a, b] = dy[n, i, j, c]
    return dx
