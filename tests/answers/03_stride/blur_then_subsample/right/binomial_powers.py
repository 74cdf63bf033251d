def blur_then_subsample(image, stride):
    out = np.asarray(image, dtype=float)
    for axis in (0, 1):
        for _ in range(stride * stride):
            out = scipy.ndimage.correlate1d(out, [0.25, 0.5, 0.25], axis=axis, mode="mirror")
    return np.ascontiguousarray(out[::stride, ::stride])
