def convolve2d(image, kernel):
    return scipy.signal.convolve2d(image.astype(float), kernel.astype(float), mode="valid")
