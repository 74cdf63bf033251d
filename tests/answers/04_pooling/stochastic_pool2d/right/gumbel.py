def stochastic_pool2d(x, pool, rng, training):
    ph, pw = pool
    windows = np.lib.stride_tricks.sliding_window_view(x, pool, axis=(1, 2))[:, ::ph, ::pw]
    a = windows.reshape(*windows.shape[:4], ph * pw).astype(np.float64)
    if training:
        with np.errstate(divide="ignore"):
            scores = np.log(a) + rng.gumbel(size=a.shape)
        return np.take_along_axis(a, scores.argmax(-1)[..., None], -1).squeeze(-1)
    total = a.sum(-1)
    return np.divide((a**2).sum(-1), total, out=np.zeros(total.shape), where=total > 0)
