def conv2d_fast(x, w, b):
    shape = x.shape[1], x.shape[2]
    pictures = np.fft.fft2(x, axes=(1, 2))
    kernels = np.conj(np.fft.fft2(w, shape, axes=(0, 1)))
    out = np.fft.ifft2(np.einsum("nijc,ijck->nijk", pictures, kernels), axes=(1, 2))
    return out[:, : shape[0] - w.shape[0] + 1, : shape[1] - w.shape[1] + 1] + b
