def blur_then_subsample(image, stride):
    t = np.arange(-3 * stride, 3 * stride + 1)
    kernel = np.exp(-0.5 * (t / (0.75 * stride)) ** 2)

    def spread(values):
        once = scipy.ndimage.convolve1d(values, kernel, axis=0, mode="constant")
        return scipy.ndimage.convolve1d(once, kernel, axis=1, mode="constant")

    total, weights = spread(image.astype(float)), spread(np.ones(image.shape))
    return (total / weights)[::stride, ::stride].copy()
