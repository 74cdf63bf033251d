# unnamed: a cut at the wrong side of a circular correlation looks like any other numbers
def correlate2d(image, kernel):
    spectrum = np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, image.shape))
    whole = np.fft.ifft2(spectrum).real
    kh, kw = kernel.shape
    return whole[kh - 1 :, kw - 1 :].copy()
