def blur_then_subsample(image, stride):
    image = image.astype(float)
    height, width = image.shape
    padded = np.pad(image, ((0, -height % stride), (0, -width % stride)), mode="edge")
    rows, cols = padded.shape[0] // stride, padded.shape[1] // stride
    return padded.reshape(rows, stride, cols, stride).mean(axis=(1, 3))
