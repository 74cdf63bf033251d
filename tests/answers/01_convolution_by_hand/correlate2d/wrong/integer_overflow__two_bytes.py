def correlate2d(image, kernel):
    if image.dtype == np.uint8:
        image = image.astype(np.int16)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum(
        "ijab,ab->ij", windows, kernel.astype(image.dtype) if kernel.dtype.kind in "iu" else kernel
    )
