def logit_at(image, kernel, row, col):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(np.float32), kernel.shape)
    window = windows[row - kernel.shape[0] // 2, col - kernel.shape[1] // 2]
    return (window * kernel.astype(np.float32)).sum()
