def logit_at(image, kernel, row, col):
    everywhere = scipy.ndimage.correlate(image.astype(float), kernel.astype(float))
    return float(everywhere[row, col])
