def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    sh, sw = strides
    if padding == "same":
        rows, cols = (height + sh - 1) // sh, (width + sw - 1) // sw
    else:
        rows, cols = (height - kh + sh) // sh, (width - kw + sw) // sw
    return rows * cols * c_out * (kh * kw * c_in)
