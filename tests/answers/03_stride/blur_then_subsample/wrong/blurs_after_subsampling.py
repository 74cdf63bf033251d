def blur_then_subsample(image, stride):
    small = image[::stride, ::stride].astype(float)
    return scipy.ndimage.gaussian_filter(small, 0.7)
