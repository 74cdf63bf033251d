def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    rows, cols = (
        -(-n // s) if padding == "same" else (n - k) // s + 1
        for n, k, s in zip((height, width), (kh, kw), strides)
    )
    return rows * cols * c_out * kh * kw
