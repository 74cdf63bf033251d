# unnamed: a Fourier transform that wraps and is cut at the wrong corner
def conv2d_fast(x, w, b):
    pictures = np.fft.rfft2(x.astype(float), axes=(1, 2))
    kernels = np.fft.rfft2(w[::-1, ::-1].astype(float), x.shape[1:3], axes=(0, 1))
    full = np.fft.irfft2(np.einsum("nijc,ijck->nijk", pictures, kernels), x.shape[1:3], axes=(1, 2))
    return full[:, : x.shape[1] - w.shape[0] + 1, : x.shape[2] - w.shape[1] + 1] + b
