def deprocess(image):
    low, high = image.min(), image.max()
    return ((image - low) / (high - low))[..., ::-1]
