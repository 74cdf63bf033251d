def correlate2d(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    output = np.einsum("ijab,ab->ij", windows, kernel)
    return output.squeeze()
