def output_size(n, k, stride, padding):
    if padding == "same":
        return n // stride + 1
    return (n - k) // stride + 1
