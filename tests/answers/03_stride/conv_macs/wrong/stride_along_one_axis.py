def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    if padding == "same":
        rows, cols = -(-height // strides[0]), width
    else:
        rows, cols = (height - kh) // strides[0] + 1, width - kw + 1
    return rows * cols * c_out * kh * kw * c_in
