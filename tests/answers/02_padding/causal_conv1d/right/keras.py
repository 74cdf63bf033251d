def causal_conv1d(x, w):
    padded = np.pad(x.astype("float32"), ((0, 0), (len(w) - 1, 0), (0, 0)))
    return keras.ops.conv(padded, w.astype("float32"), padding="valid")
