def conv2d_fast(x, w, b):
    shape = x.shape[1] + w.shape[0] - 1, x.shape[2] + w.shape[1] - 1
    pictures = np.fft.rfft2(x.astype(float), shape, axes=(1, 2))
    kernels = np.fft.rfft2(w.astype(float), shape, axes=(0, 1))
    full = np.fft.irfft2(np.einsum("nijc,ijck->nijk", pictures, kernels), shape, axes=(1, 2))
    return full[:, w.shape[0] - 1 : x.shape[1], w.shape[1] - 1 : x.shape[2]] + b
