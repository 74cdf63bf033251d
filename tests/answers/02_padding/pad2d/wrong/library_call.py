def pad2d(x, top, bottom, left, right, mode="constant"):
    if mode not in ("constant", "reflect", "edge", "wrap"):
        raise ValueError(mode)
    return np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), mode=mode)
