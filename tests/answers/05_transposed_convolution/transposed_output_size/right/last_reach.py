def transposed_output_size(n, k, stride, padding):
    if padding == "same":
        return stride * n
    return (n - 1) * stride + max(k, stride)
