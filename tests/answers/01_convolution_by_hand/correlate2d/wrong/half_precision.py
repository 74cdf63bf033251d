# unnamed: rounding has no pattern of its own
def correlate2d(image, kernel):
    image, kernel = image.astype(np.float16), kernel.astype(np.float16)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    result = np.einsum("ijab,ab->ij", windows, kernel)
    return result.astype(float)
