def blur_pool2d(x, strides):
    x = x.astype(float)
    edge = np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0)), mode="edge")
    top = np.max([edge[:, a : a + x.shape[1], b : b + x.shape[2]] for a in (0, 1) for b in (0, 1)], axis=0)
    padded = np.pad(top, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
    kernel = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    return np.einsum("nijcab,ab->nijc", windows[:, :: strides[0], :: strides[1]], kernel)
