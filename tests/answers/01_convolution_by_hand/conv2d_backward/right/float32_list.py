def conv2d_backward(x, w, dy):
    x, w, dy = (array.astype(np.float32) for array in (x, w, dy))
    rows, cols = dy.shape[1:3]
    dx, dw = np.zeros(x.shape, np.float32), np.zeros(w.shape, np.float32)
    for a, c in np.ndindex(*w.shape[:2]):
        dw[a, c] = np.tensordot(x[:, a : a + rows, c : c + cols], dy, axes=((0, 1, 2), (0, 1, 2)))
        dx[:, a : a + rows, c : c + cols] += np.tensordot(dy, w[a, c], axes=((3,), (1,)))
    return [dx, dw, dy.sum(axis=(0, 1, 2))]
