def logit_at(image, kernel, row, col):
    return float(scipy.ndimage.correlate(image, kernel)[row, col])
