def conv2d_backward(x, w, dy):
    shape = x.shape[1:3]
    pictures = np.fft.rfft2(x.astype(float), axes=(1, 2))
    kernels = np.fft.rfft2(w.astype(float), shape, axes=(0, 1))
    back = np.fft.rfft2(dy.astype(float), shape, axes=(1, 2))
    dx = np.fft.irfft2(np.einsum("nijk,ijck->nijc", back, kernels), shape, axes=(1, 2))
    product = np.einsum("nijc,nijk->ijck", pictures, back.conj())
    dw = np.fft.irfft2(product, shape, axes=(0, 1))[: w.shape[0], : w.shape[1]]
    return dx, dw, dy.astype(float).sum((0, 1, 2))
