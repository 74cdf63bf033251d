def correlate2d(image, kernel):
    kh, kw = kernel.shape
    height, width = image.shape[0] - kh, image.shape[1] - kw + 1
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (kh, kw))
    return np.einsum("ijab,ab->ij", windows[:height, :width], kernel)
