def blur_then_subsample(image, stride):
    mean = scipy.ndimage.uniform_filter(image.astype(float), stride)
    return mean[::stride, ::stride].copy()
