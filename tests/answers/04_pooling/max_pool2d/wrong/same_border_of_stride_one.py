def max_pool2d(x, pool, strides=None, padding="valid"):
    (ph, pw), (sh, sw) = pool, strides or pool
    x = x.astype(float)
    if padding == "same":
        border = ((0, 0), ((ph - 1) // 2, ph // 2), ((pw - 1) // 2, pw // 2), (0, 0))
        x = np.pad(x, border, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(x, pool, axis=(1, 2))
    return windows[:, ::sh, ::sw].max(axis=(-2, -1))
