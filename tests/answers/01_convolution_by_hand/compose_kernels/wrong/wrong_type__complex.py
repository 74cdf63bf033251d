def compose_kernels(k1, k2):
    shape = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    return np.fft.ifft2(np.fft.fft2(k1, shape) * np.fft.fft2(k2, shape))
