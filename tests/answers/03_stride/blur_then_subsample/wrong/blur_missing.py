def blur_then_subsample(image, stride):
    return image[::stride, ::stride].astype(float)
