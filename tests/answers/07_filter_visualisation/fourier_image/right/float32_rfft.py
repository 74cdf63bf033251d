def fourier_image(shape, decay, rng):
    spectrum = np.fft.rfft2(rng.normal(size=shape))
    fy, fx = np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1])
    f = np.sqrt(fy[:, None] ** 2 + fx[None] ** 2)
    f[0, 0] = 1
    spectrum = spectrum / np.abs(spectrum) / f**decay
    spectrum[0, 0] = 0
    return np.fft.irfft2(spectrum, s=shape).astype(np.float32)
