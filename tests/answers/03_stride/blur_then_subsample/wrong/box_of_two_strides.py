def blur_then_subsample(image, stride):
    mean = scipy.ndimage.uniform_filter(image.astype(float), 2 * stride, mode="nearest")
    return mean[::stride, ::stride].copy()
