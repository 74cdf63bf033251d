def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(np.float64), sigma=0.7 * stride)
    return smooth[::stride, ::stride].copy()
