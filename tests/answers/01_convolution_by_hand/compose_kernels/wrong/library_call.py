def compose_kernels(k1, k2):
    return scipy.signal.convolve(k1.astype(float), k2.astype(float))
