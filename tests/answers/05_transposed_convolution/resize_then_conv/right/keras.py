def resize_then_conv(x, w, b, stride):
    large = np.kron(x.astype(float), np.ones((1, stride, stride, 1)))
    return keras.ops.conv(large, w.astype(float), padding="same") + b.astype(float)
