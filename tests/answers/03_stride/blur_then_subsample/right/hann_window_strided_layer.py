def blur_then_subsample(image, stride):
    window = np.hanning(4 * stride + 1)
    window = np.outer(window, window)
    window /= window.sum()
    padded = np.pad(image.astype(np.float64), 2 * stride, mode="edge")
    y = keras.ops.conv(padded[None, ..., None], window[..., None, None], strides=stride)
    return np.asarray(y)[0, ..., 0].astype(np.float32)
