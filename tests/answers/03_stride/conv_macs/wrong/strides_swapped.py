def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    sw, sh = strides
    if padding == "same":
        rows, cols = -(-height // sh), -(-width // sw)
    else:
        rows, cols = (height - kh) // sh + 1, (width - kw) // sw + 1
    return rows * cols * c_out * kh * kw * c_in
