def output_size(n, k, padding):
    padding = str(padding).lower()
    if padding == "valid":
        return n - k + 1
    if padding == "same":
        return n
    if padding == "full":
        return n + k - 1
    raise ValueError(padding)
