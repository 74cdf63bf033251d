def transposed_output_size(n, k, stride, padding):
    return (n - k) // stride + 1 if padding == "valid" else -(-n // stride)
