def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    dx = np.zeros(x.shape)
    for n, i, j in np.ndindex(dy.shape[:3]):
        window = x[n, i * ph : (i + 1) * ph, j * pw : (j + 1) * pw]
        for c in range(x.shape[3]):
            best = np.where(window == window.max(axis=-1, keepdims=True), window, -1e9)[..., c]
            a, b = np.unravel_index(best.argmax(), pool)
            if best[a, b] > -1e9:
                dx[n, i * ph + a, j * pw + b, c] = dy[n, i, j, c]
    return dx
