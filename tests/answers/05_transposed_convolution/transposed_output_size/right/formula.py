def transposed_output_size(n, k, stride, padding):
    return n * stride + (max(k - stride, 0) if padding == "valid" else 0)
