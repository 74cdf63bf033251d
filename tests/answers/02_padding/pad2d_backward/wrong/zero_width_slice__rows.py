def pad2d_backward(dy, top, bottom, left, right):
    return dy[:, top:-bottom, left : dy.shape[2] - right].copy()
