def pad2d_backward(dy, top, bottom, left, right):
    height, width = dy.shape[1] - top - bottom, dy.shape[2] - left - right
    return dy[:, top : top + height, left : left + width].copy()
