def transposed_output_size(n, k, stride, padding):
    return (n - 1) * stride + k
