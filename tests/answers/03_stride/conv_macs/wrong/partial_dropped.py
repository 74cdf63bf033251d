def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    rows, cols = (height - kh) // strides[0] + 1, (width - kw) // strides[1] + 1
    return rows * cols * c_out * kh * kw * c_in
