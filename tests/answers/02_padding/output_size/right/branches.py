def output_size(n, k, padding):
    if padding == "valid":
        return n - k + 1
    elif padding == "same":
        return n
    elif padding == "full":
        return n + k - 1
    else:
        raise ValueError("unknown padding")
