def transposed_output_size(n, k, stride, padding):
    return n if padding == "same" else n * stride + max(k - stride, 0)
