def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    total = 1
    for n, k, s in zip((height, width), (kh, kw), strides):
        if padding == "same":
            outputs = -(-n // s)
            before = max((outputs - 1) * s + k - n, 0) // 2
            starts = [i * s - before for i in range(outputs)]
            total *= sum(min(start + k, n) - max(start, 0) for start in starts)
        else:
            total *= ((n - k) // s + 1) * k
    return total * c_in * c_out
