def conv2d_padded(x, w, b, padding):
    if padding not in ("valid", "same", "full"):
        raise ValueError("padding")
    x, w = x.astype("float64"), w.astype("float64")
    if padding == "full":
        kh, kw = w.shape[:2]
        x = keras.ops.pad(x, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
        padding = "valid"
    return keras.ops.conv(x, w, padding=padding) + b.astype("float64")
