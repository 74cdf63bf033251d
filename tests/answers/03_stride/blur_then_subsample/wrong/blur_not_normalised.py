def blur_then_subsample(image, stride):
    t = np.arange(-3 * stride, 3 * stride + 1)
    kernel = np.exp(-0.5 * (t / (0.7 * stride)) ** 2)
    out = scipy.ndimage.correlate1d(image.astype(float), kernel, axis=0)
    return scipy.ndimage.correlate1d(out, kernel, axis=1)[::stride, ::stride].copy()
