def pad2d_backward(dy, top, bottom, left, right):
    h, w = dy.shape[1] - bottom, dy.shape[2] - right
    rows = dy[:, top:h].copy()
    rows[:, 0] += dy[:, :top].sum(axis=1)
    rows[:, -1] += dy[:, h:].sum(axis=1)
    dx = rows[:, :, left:w].copy()
    dx[:, :, 0] += rows[:, :, :left].sum(axis=2)
    dx[:, :, -1] += rows[:, :, w:].sum(axis=2)
    return dx
