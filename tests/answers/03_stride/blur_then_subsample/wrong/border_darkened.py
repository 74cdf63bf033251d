def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(float), 0.7 * stride, mode="constant")
    return smooth[::stride, ::stride].copy()
