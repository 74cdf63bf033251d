def fourier_image(shape, decay, rng):
    fy = np.fft.fftfreq(shape[0])[:, None]
    fx = np.fft.fftfreq(shape[1])[None, :]
    frequency = np.sqrt(fy**2 + fx**2)
    frequency[0, 0] = 1.0
    amplitude = frequency**-decay
    amplitude[0, 0] = 0.0
    noise = np.fft.fft2(rng.normal(size=shape))
    phases = np.exp(2j * np.pi * rng.random(shape))
    return np.fft.ifft2(phases * amplitude).real
