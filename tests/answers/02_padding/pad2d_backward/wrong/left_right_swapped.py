def pad2d_backward(dy, top, bottom, left, right):
    return dy[:, top : dy.shape[1] - bottom, right : dy.shape[2] - left].copy()
