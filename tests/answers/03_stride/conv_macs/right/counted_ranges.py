def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    def stops(n, k, s):
        return len(range(0, n if padding == "same" else n - k + 1, s))

    outputs = stops(height, kh, strides[0]) * stops(width, kw, strides[1])
    return outputs * c_out * c_in * kh * kw
