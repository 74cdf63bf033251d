# unnamed: a border of -999 is right until a pixel is smaller still
def max_pool2d(x, pool, strides=None, padding="valid"):
    (ph, pw), (sh, sw) = pool, strides or pool
    x = x.astype(float)
    if padding == "same":
        down = max((-(-x.shape[1] // sh) - 1) * sh + ph - x.shape[1], 0)
        across = max((-(-x.shape[2] // sw) - 1) * sw + pw - x.shape[2], 0)
        border = ((0, 0), (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0))
        x = np.pad(x, border, constant_values=-999)
    windows = np.lib.stride_tricks.sliding_window_view(x, pool, axis=(1, 2))
    return windows[:, ::sh, ::sw].max(axis=(-2, -1))
