# unnamed: it repeats the whole picture like tiles
def resize_then_conv(x, w, b, stride):
    large = np.tile(x, (1, stride, stride, 1))
    kh, kw = w.shape[:2]
    top, left = (kh - 1) // 2, (kw - 1) // 2
    large = np.pad(large, ((0, 0), (top, kh - 1 - top), (left, kw - 1 - left), (0, 0)))
    return conv2d(large, w, b)
