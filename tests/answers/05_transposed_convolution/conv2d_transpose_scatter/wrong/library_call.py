def conv2d_transpose_scatter(x, w, b, strides):
    x, w = np.asarray(x, np.float64), np.asarray(w, np.float64)
    return np.asarray(keras.ops.conv_transpose(x, w, strides=strides, padding="valid")) + b
