def max_pool2d_backward(x, dy, pool):
    (ph, pw), (n, h, w, c) = pool, dy.shape
    part = x[:, : h * ph, : w * pw].reshape(n, h, ph, w, pw, c).transpose(0, 1, 3, 5, 2, 4)
    flat = part.reshape(n, h, w, c, ph * pw)
    gradient = np.zeros(flat.shape, dtype=np.float32)
    np.put_along_axis(gradient, flat.argmax(axis=-1)[..., None], dy[..., None], axis=-1)
    dx = np.zeros(x.shape, dtype=np.float32)
    dx[:, : h * ph, : w * pw] = (
        gradient.reshape(n, h, w, c, ph, pw).transpose(0, 1, 4, 2, 5, 3).reshape(n, h * ph, w * pw, c)
    )
    return dx
