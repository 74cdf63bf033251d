def output_size(n, k, stride, padding):
    if padding == "same":
        return -(-n // stride)
    return (n - k) // stride
