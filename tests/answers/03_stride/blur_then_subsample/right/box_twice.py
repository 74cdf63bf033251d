def blur_then_subsample(image, stride):
    width = 2 * stride + 1
    out = image.astype(float)
    for _ in range(2):
        out = scipy.ndimage.uniform_filter(out, width, mode="nearest")
    return out[::stride, ::stride].copy()
