def fourier_image(shape, decay, rng):
    f = np.hypot(*np.meshgrid(np.fft.fftfreq(shape[0]), np.fft.fftfreq(shape[1]), indexing="ij"))
    spectrum = np.fft.fft2(rng.random(shape) - 0.5)
    amplitude = np.zeros(shape)
    amplitude[f > 0] = 1 / f[f > 0] ** decay
    return np.real(np.fft.ifft2(amplitude * np.exp(1j * np.angle(spectrum))))
