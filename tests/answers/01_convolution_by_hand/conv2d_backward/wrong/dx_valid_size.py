def conv2d_backward(x, w, dy):
    dw = np.zeros(w.shape)
    rows, cols = dy.shape[1:3]
    dy = dy.astype(float)
    for a, c in np.ndindex(*w.shape[:2]):
        dw[a, c] = np.einsum("nijc,nijk->ck", x[:, a : a + rows, c : c + cols], dy)
    kernel = w[:rows, :cols][::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(dy, kernel.shape[:2], axis=(1, 2))
    dx = np.einsum("nijkab,abck->nijc", windows, kernel)
    return dx, dw, dy.sum(axis=(0, 1, 2))
