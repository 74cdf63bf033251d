def fourier_image(shape, decay, rng):
    height, width = shape
    phase = rng.uniform(0, 2 * np.pi, shape)
    mirrored = phase[-np.arange(height) % height][:, -np.arange(width) % width]
    phase = phase - mirrored
    fy, fx = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)
    f = np.sqrt(fy**2 + fx**2)
    f[0, 0] = np.inf if decay else 1
    amplitude = 1 / f**decay
    amplitude[0, 0] = 0
    return np.fft.ifft2(amplitude * np.exp(1j * phase)).real
