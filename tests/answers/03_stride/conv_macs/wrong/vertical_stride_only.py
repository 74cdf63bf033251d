def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    s = strides[0]
    if padding == "same":
        rows, cols = -(-height // s), -(-width // s)
    else:
        rows, cols = (height - kh) // s + 1, (width - kw) // s + 1
    return rows * cols * c_out * kh * kw * c_in
