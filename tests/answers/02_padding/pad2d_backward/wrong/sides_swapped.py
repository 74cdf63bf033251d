def pad2d_backward(dy, top, bottom, left, right):
    return dy[:, left : dy.shape[1] - right, top : dy.shape[2] - bottom].copy()
