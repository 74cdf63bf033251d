def output_size(n, k, padding):
    if padding == "valid":
        return n - k + 1
    if padding == "same":
        return n
    if padding == "full":
        return n + k
    raise ValueError
