def correlate2d(image, kernel):
    image -= image.dtype.type(0)
    kernel *= kernel.dtype.type(2)
    kh, kw = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (kh, kw))
    return np.einsum("ijab,ab->ij", windows, kernel) / 2
