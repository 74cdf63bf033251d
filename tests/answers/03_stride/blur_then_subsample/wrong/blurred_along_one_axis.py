def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter1d(image.astype(float), 0.7 * stride, axis=1)
    return smooth[::stride, ::stride].copy()
