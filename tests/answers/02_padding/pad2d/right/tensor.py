def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)

    def grown(a, before, after, axis):
        n = a.shape[axis]
        at = list(range(-before, n + after))
        if mode == "constant":
            shape = list(a.shape)
            shape[axis] = 1
            a = tf.concat([a, tf.zeros(shape, a.dtype)], axis)
            at = [i if 0 <= i < n else n for i in at]
        elif mode == "edge":
            at = [min(max(i, 0), n - 1) for i in at]
        elif mode == "wrap":
            at = [i % n for i in at]
        else:
            at = [n - 1 - abs(n - 1 - abs(i)) for i in at]
        return tf.gather(a, at, axis=axis)

    return grown(grown(tf.constant(x), top, bottom, 1), left, right, 2)
