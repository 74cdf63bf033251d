def pad2d_backward(dy, top, bottom, left, right):
    n, h, w, c = dy.shape
    dx = np.zeros((n, h + top + bottom, w + left + right, c))
    dx[:, top : top + h, left : left + w] = dy
    return dx
