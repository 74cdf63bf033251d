def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(float), 1.0)
    return smooth[::stride, ::stride].copy()
