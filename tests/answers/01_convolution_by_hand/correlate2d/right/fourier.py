def correlate2d(image, kernel):
    shape = [n + k - 1 for n, k in zip(image.shape, kernel.shape)]
    product = np.fft.rfft2(image.astype(float), shape) * np.fft.rfft2(
        kernel[::-1, ::-1].astype(float), shape
    )
    full = np.fft.irfft2(product, shape)
    kh, kw = kernel.shape
    return full[kh - 1 : image.shape[0], kw - 1 : image.shape[1]].copy()
