def convolve2d(image, kernel):
    shape = tuple(n + k - 1 for n, k in zip(image.shape, kernel.shape))
    full = np.fft.ifft2(np.fft.fft2(image, shape) * np.fft.fft2(kernel, shape)).real
    return full[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]] + 0.0
