def output_size(n, k, padding):
    if padding in ("valid", "same"):
        return n
    if padding == "full":
        return n + k - 1
    raise ValueError
