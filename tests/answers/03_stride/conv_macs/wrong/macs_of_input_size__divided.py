def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    return height * width * kh * kw * c_in * c_out // (strides[0] * strides[1])
