def max_pool2d_backward(x, dy, pool):
    dx = np.zeros(x.shape)
    larger = np.repeat(np.repeat(dy, pool[0], axis=1), pool[1], axis=2)
    dx[:, : larger.shape[1], : larger.shape[2]] = larger
    return dx
