def pad2d_backward(dy, top, bottom, left, right):
    return dy[:, bottom : dy.shape[1] - top, left : dy.shape[2] - right].copy()
