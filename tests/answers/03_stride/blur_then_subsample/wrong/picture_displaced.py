def blur_then_subsample(image, stride):
    smooth = scipy.ndimage.gaussian_filter(image.astype(float), 0.7 * stride)
    smooth = np.roll(smooth, (-(stride // 2), -(stride // 2)), axis=(0, 1))
    return smooth[::stride, ::stride].copy()
