def output_size(n, k, padding):
    if padding in ("valid", "same"):
        return n - k + 1
    if padding == "full":
        return n + k - 1
    raise ValueError
