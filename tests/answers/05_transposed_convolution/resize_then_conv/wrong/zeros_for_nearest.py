def resize_then_conv(x, w, b, stride):
    large = np.zeros((len(x), x.shape[1] * stride, x.shape[2] * stride, x.shape[3]))
    large[:, ::stride, ::stride] = x
    kh, kw = w.shape[:2]
    top, left = (kh - 1) // 2, (kw - 1) // 2
    large = np.pad(large, ((0, 0), (top, kh - 1 - top), (left, kw - 1 - left), (0, 0)))
    return conv2d(large, w, b)
