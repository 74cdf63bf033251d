def blur_then_subsample(image, stride):
    reach = 3 * stride
    t = np.arange(-reach, reach + 1)
    kernel = np.sinc(0.8 * t / stride) * np.hanning(2 * reach + 3)[1:-1]
    kernel /= kernel.sum()
    padded = np.pad(image.astype(float), reach, mode="symmetric")
    rows = sum(v * padded[a : a + image.shape[0]] for a, v in enumerate(kernel))
    both = sum(v * rows[:, a : a + image.shape[1]] for a, v in enumerate(kernel))
    return both[::stride, ::stride].copy()
