def max_pool2d_backward(x, dy, pool):
    ph, pw = pool
    windows = np.lib.stride_tricks.sliding_window_view(x, pool, axis=(1, 2))[:, ::ph, ::pw]
    winner = windows.reshape(*windows.shape[:4], -1).argmax(-1)
    one_hot = np.eye(ph * pw)[winner].reshape(*dy.shape, ph, pw)
    routed = np.einsum("nijc,nijcab->niajbc", dy, one_hot)
    dx = np.zeros(x.shape)
    dx[:, : dy.shape[1] * ph, : dy.shape[2] * pw] = routed.reshape(
        len(x), dy.shape[1] * ph, dy.shape[2] * pw, x.shape[3]
    )
    return dx
