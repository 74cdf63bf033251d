def compose_kernels(k1, k2):
    shape = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    full = np.fft.irfft2(np.fft.rfft2(k1, shape) * np.fft.rfft2(k2, shape), shape)
    top, left = (k2.shape[0] - 1) // 2, (k2.shape[1] - 1) // 2
    return full[top : top + k1.shape[0], left : left + k1.shape[1]].copy()
