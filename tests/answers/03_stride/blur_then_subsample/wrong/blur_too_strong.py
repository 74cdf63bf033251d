def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(float), 2.0 * stride)
    return smooth[::stride, ::stride].copy()
