def compose_kernels(k1, k2):
    shape = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    k1.resize(shape, refcheck=False)
    return np.fft.irfft2(np.fft.rfft2(k1) * np.fft.rfft2(k2, shape), shape)
