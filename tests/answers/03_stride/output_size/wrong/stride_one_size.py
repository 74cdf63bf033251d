def output_size(n, k, stride, padding):
    return n if padding == "same" else n - k + 1
