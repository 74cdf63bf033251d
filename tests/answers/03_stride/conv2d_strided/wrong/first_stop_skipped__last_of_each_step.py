def conv2d_strided(x, w, b, strides, padding):
    sh, sw = strides
    return conv2d(x, w, b)[:, sh - 1 :: sh, sw - 1 :: sw].copy()
