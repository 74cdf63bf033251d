def pad2d_backward(dy, top, bottom, left, right):
    n, h, w, c = dy.shape
    dx = np.zeros((n, h - top - bottom, w - left - right, c))
    for i in range(dx.shape[1]):
        for j in range(dx.shape[2]):
            dx[:, i, j] = dy[:, i + top, j + left]
    return dx
