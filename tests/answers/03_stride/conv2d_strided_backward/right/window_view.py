def conv2d_strided_backward(x, w, dy, strides):
    sh, sw = strides
    view = np.lib.stride_tricks.sliding_window_view(x.astype(np.float64), w.shape[:2], axis=(1, 2))
    dw = np.einsum("nijcpq,nijk->pqck", view[:, ::sh, ::sw], dy)
    stamps = np.einsum("nijk,pqck->nijpqc", dy.astype(np.float64), w)
    dx = np.zeros(x.shape)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            dx[:, i * sh : i * sh + w.shape[0], j * sw : j * sw + w.shape[1]] += stamps[:, i, j]
    return dx, dw, np.einsum("nijk->k", dy.astype(np.float64))
