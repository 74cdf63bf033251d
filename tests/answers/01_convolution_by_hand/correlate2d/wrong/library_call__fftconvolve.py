def correlate2d(image, kernel):
    return scipy.signal.fftconvolve(image.astype(float), kernel[::-1, ::-1].astype(float), "valid")
