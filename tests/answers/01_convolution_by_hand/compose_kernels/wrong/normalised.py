# unnamed: a kernel scaled to sum 1 is a habit from blurring, not a slip in the sums
def compose_kernels(k1, k2):
    shape = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    composed = np.fft.irfft2(np.fft.rfft2(k1, shape) * np.fft.rfft2(k2, shape), shape)
    return composed / composed.sum()
