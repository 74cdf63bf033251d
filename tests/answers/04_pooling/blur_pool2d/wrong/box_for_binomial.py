def blur_pool2d(x, strides):
    y = np.asarray(keras.ops.max_pool(x.astype("float32"), (2, 2), strides=1, padding="same"), float)
    y = scipy.ndimage.uniform_filter(y, (1, 3, 3, 1), mode="mirror")
    return y[:, :: strides[0], :: strides[1]].copy()
