def blur_then_subsample(image, stride):
    return scipy.ndimage.gaussian_filter(image, 0.7 * stride)[::stride, ::stride].copy()
