def transposed_output_size(n, k, stride, padding):
    return n * stride if padding == "same" else (n - 1) * stride + k
