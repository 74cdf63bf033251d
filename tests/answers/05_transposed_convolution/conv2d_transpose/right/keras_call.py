def conv2d_transpose(x, w, b, strides, padding):
    x, w = np.asarray(x, np.float64), np.asarray(w, np.float64)
    return keras.ops.conv_transpose(x, w, strides=strides, padding=padding) + np.asarray(b, float)
