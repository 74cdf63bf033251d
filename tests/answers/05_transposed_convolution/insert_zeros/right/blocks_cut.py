def insert_zeros(x, strides):
    sh, sw = strides
    n, h, w, c = x.shape
    blocks = np.zeros((n, h, sh, w, sw, c), dtype=x.dtype)
    blocks[:, :, 0, :, 0] = x
    whole = blocks.reshape(n, h * sh, w * sw, c)
    return whole[:, : h * sh - sh + 1, : w * sw - sw + 1].copy()
