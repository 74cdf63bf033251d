def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(float), 0.7 * stride)
    return smooth[stride::stride, stride::stride].copy()
