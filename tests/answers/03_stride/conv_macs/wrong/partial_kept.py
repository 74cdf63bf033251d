def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    rows, cols = -(-height // strides[0]), -(-width // strides[1])
    return rows * cols * c_out * kh * kw * c_in
